import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReportFigures } from "@/components/report/report-figures";
import { ReportFiles } from "@/components/report/report-files";
import { Messages } from "@/components/shell/messages";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { reportMonth } from "@/server/core/indicator/report";

interface Props {
  params: Promise<{ month: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("report");
  return { title: t("month", { month: (await params).month }) };
}

/** One published month, for anybody. */
export default async function ReportPage({ params }: Props) {
  const { month } = await params;
  if (!reportMonth.safeParse(month).success) notFound();
  const [t, call] = [await getTranslations("report"), await api()];
  const published = (await call.report.list()).some((it) => it.month === month);
  if (!published) notFound();
  const [{ id, timeZone }, report] = await Promise.all([call.region.current(), call.report.get({ month })]);
  const { content, edition, publishedAt } = report;
  return (
    <Messages namespaces={["shell", "indicator", "report"]}>
      <PageHeader
        back={{ href: "/reports", label: t("back") }}
        title={t("month", { month })}
        meta={
          <>
            <span className="text-ink-soft">
              {t("publishedAt")}
              <Instant at={publishedAt} form="longDate" timeZone={timeZone} /> · {t("edition", { edition })}
            </span>
            <ReportFiles regionId={id} month={month} edition={edition} />
          </>
        }
      />
      {content.demonstration ? <Alert tone="info">{t("demonstration")}</Alert> : null}
      <div className="mt-4">
        <ReportFigures content={content} />
      </div>
      <p className="mt-5 max-w-prose text-ink-soft text-sm">
        {t("small")} {t("reuse")}
      </p>
    </Messages>
  );
}
