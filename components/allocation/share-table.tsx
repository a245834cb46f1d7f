import { useLocale, useTranslations } from "next-intl";
import type { AllocationShares } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import { shareWords } from "./share-words";

type Line = AllocationShares["lines"][number];

/** Every operator's share of capacity beside its share of trips, and what became of its offers. */
export function ShareTable({ lines }: { lines: Line[] }) {
  const t = useTranslations("allocation");
  const locale = useLocale();
  const name = (line: Line) => (locale === "en" ? line.nameEn : line.nameZh);
  const active = lines.filter((line) => line.capacitySeconds > 0 || line.assignedTrips > 0 || line.asked > 0);
  const number = (key: "assignedTrips" | "asked" | "accepted" | "declined" | "expired", header: string) => ({
    key,
    header,
    align: "end" as const,
    cell: (line: Line) => line[key],
  });
  return (
    <Card flush>
      <Table
        caption={t("title")}
        columns={[
          { key: "operator", header: t("operator"), isRowHeader: true, cell: name },
          {
            key: "hours",
            header: t("hours"),
            align: "end",
            cell: (line) => t("hoursValue", { count: Math.round(line.capacitySeconds / 3600) }),
          },
          {
            key: "capacity",
            header: t("capacity"),
            align: "end",
            cell: (line) => shareWords(line.capacityPpm, locale),
          },
          number("assignedTrips", t("trips")),
          {
            key: "assigned",
            header: t("assigned"),
            align: "end",
            cell: (line) => shareWords(line.assignedPpm, locale),
          },
          {
            key: "shortfall",
            header: t("shortfall"),
            align: "end",
            cell: (line) => (
              <span className="inline-flex items-center gap-2">
                {shareWords(-line.shortfallPpm, locale, true)}
                <Badge tone={line.shortfallPpm > 0 ? "wait" : "neutral"}>
                  {line.shortfallPpm > 0 ? t("short") : t("over")}
                </Badge>
              </span>
            ),
          },
          number("asked", t("asked")),
          number("accepted", t("accepted")),
          number("declined", t("declined")),
          number("expired", t("expired")),
        ]}
        rows={active}
        rowKey={({ operatorId }) => operatorId}
        empty={<p className="px-4 py-5 sm:px-5">{t("none")}</p>}
      />
    </Card>
  );
}
