import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReportList } from "@/components/report/report-list";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("report");
  return { title: t("title") };
}

/** The region's monthly reports, for anybody (M37). */
export default async function ReportsPage() {
  const [t, call] = [await getTranslations("report"), await api()];
  const [{ id, timeZone }, reports] = await Promise.all([call.region.current(), call.report.list()]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ReportList reports={reports} regionId={id} timeZone={timeZone} />
      <p className="mt-5 max-w-prose text-ink-soft text-sm">
        {t("small")} {t("reuse")}
      </p>
    </>
  );
}
