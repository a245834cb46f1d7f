import { useLocale, useTranslations } from "next-intl";

interface ReportFilesProps {
  regionId: string;
  month: string;
  edition: number;
}

/** The files of one published edition. */
export function ReportFiles({ regionId, month, edition }: ReportFilesProps) {
  const t = useTranslations("report");
  const locale = useLocale();
  const address = `/api/reports?region=${regionId}&month=${month}&edition=${edition}&locale=${locale}`;
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      {(["pdf", "csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={`${address}&format=${format}`}
          className="inline-flex min-h-6 items-center text-primary underline underline-offset-4"
        >
          {t(format)}
          <span className="sr-only"> {month}</span>
        </a>
      ))}
    </span>
  );
}
