import { publishedReportInput, reportInput } from "@/server/core/indicator/report";
import { publishReport } from "@/server/services/report/publish";
import { getReport, listReports } from "@/server/services/report/published";
import { procedure, router } from "@/server/trpc";

export const reportRouter = router({
  list: procedure("report.list").query(({ ctx }) => listReports(ctx)),
  get: procedure("report.get")
    .input(publishedReportInput)
    .query(({ ctx, input }) => getReport(ctx, input)),
  publish: procedure("report.publish")
    .input(reportInput)
    .mutation(({ ctx, input }) => publishReport(ctx, input)),
});
