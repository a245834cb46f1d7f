import { retentionReport } from "@/server/services/privacy/retention-report";
import { procedure, router } from "@/server/trpc";

export const retentionRouter = router({
  report: procedure("retention.report").query(({ ctx }) => retentionReport(ctx)),
});
