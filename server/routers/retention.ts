import { keyReport } from "@/server/services/privacy/key-report";
import { retentionReport } from "@/server/services/privacy/retention-report";
import { procedure, router } from "@/server/trpc";

export const retentionRouter = router({
  keys: procedure("retention.keys").query(({ ctx }) => keyReport(ctx)),
  report: procedure("retention.report").query(({ ctx }) => retentionReport(ctx)),
});
