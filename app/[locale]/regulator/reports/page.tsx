import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublishForm } from "@/components/report/publish-form";
import { ReportList } from "@/components/report/report-list";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { monthBefore } from "@/server/core/indicator/report";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("report.publish");
  return { title: t("title") };
}

/** The twelve months that ended last, newest first. */
function endedMonths(today: string): string[] {
  const months: string[] = [];
  for (let day = today; months.length < 12; day = `${months.at(-1)}-01`) months.push(monthBefore(day));
  return months;
}

/** Publish a month's report, and everything published so far (M37). */
export default async function ReportsPage() {
  const [t, call] = [await getTranslations("report.publish"), await api()];
  const [{ id, timeZone }, reports] = await Promise.all([call.region.current(), call.report.list()]);
  return (
    <DeskPage namespaces={["report"]}>
      <PageHeader title={t("title")} />
      <Card>
        <PublishForm months={endedMonths(localDay(new Date(), timeZone))} />
      </Card>
      <h2 className="mt-6 mb-3 text-lg">{t("list")}</h2>
      <ReportList reports={reports} regionId={id} timeZone={timeZone} />
    </DeskPage>
  );
}
