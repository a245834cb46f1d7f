import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReportRow } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/messages/navigation";
import { ReportFiles } from "./report-files";

interface ReportListProps {
  reports: ReportRow[];
  regionId: string;
  timeZone: string;
}

/** Every published month, newest first, with its files; earlier editions below it. */
export function ReportList({ reports, regionId, timeZone }: ReportListProps) {
  const t = useTranslations("report");
  if (reports.length === 0)
    return (
      <EmptyState
        icon={<FileText />}
        title={t("empty.title")}
        description={t("empty.text")}
        headingLevel={2}
      />
    );
  const months = [...new Set(reports.map(({ month }) => month))];
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {months.map((month) => (
        <li key={month}>
          <Card
            title={
              <Link href={`/reports/${month}`} className="text-primary underline underline-offset-4">
                {t("month", { month })}
              </Link>
            }
          >
            <ul className="grid gap-3">
              {reports
                .filter((it) => it.month === month)
                .map(({ edition, publishedAt }) => (
                  <li key={edition}>
                    <p className="mb-1 text-ink-soft text-sm">
                      {t("publishedAt")}
                      <Instant at={publishedAt} form="longDate" timeZone={timeZone} /> ·{" "}
                      {t("edition", { edition })}
                    </p>
                    <ReportFiles regionId={regionId} month={month} edition={edition} />
                  </li>
                ))}
            </ul>
          </Card>
        </li>
      ))}
    </ul>
  );
}
