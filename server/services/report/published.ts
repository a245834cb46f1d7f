import { and, desc, eq } from "drizzle-orm";
import { publicReport } from "@/db/schema/report";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { PublishedReportInput } from "@/server/core/indicator/report";
import { inTransaction } from "@/server/scope";

/** Every month that was published, newest first, with all its editions; for everybody. */
export async function listReports(ctx: Context) {
  return inTransaction(ctx, (tx) =>
    tx.db
      .select({
        month: publicReport.month,
        edition: publicReport.edition,
        publishedAt: publicReport.publishedAt,
      })
      .from(publicReport)
      .where(eq(publicReport.regionId, tx.region.id))
      .orderBy(desc(publicReport.month), desc(publicReport.edition)),
  );
}

/** One month's report, its newest edition unless another is asked for; for everybody. @throws DomainError not_found `report.not_found` */
export async function getReport(ctx: Context, { month, edition }: PublishedReportInput) {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({
        month: publicReport.month,
        edition: publicReport.edition,
        content: publicReport.content,
        publishedAt: publicReport.publishedAt,
      })
      .from(publicReport)
      .where(
        and(
          eq(publicReport.regionId, tx.region.id),
          eq(publicReport.month, month),
          edition ? eq(publicReport.edition, edition) : undefined,
        ),
      )
      .orderBy(desc(publicReport.edition))
      .limit(1);
    if (!row) throw new DomainError("not_found", "report.not_found");
    return row;
  });
}
