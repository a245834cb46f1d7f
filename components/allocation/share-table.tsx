import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AllocationShares } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import { shareWords } from "./share-words";

type Line = AllocationShares["lines"][number];

/** How far below its share of the capacity an operator's trips are, or above it. */
function Shortfall({ ppm }: { ppm: number }) {
  const t = useTranslations("allocation");
  const locale = useLocale();
  return (
    <span className="inline-flex items-center gap-2">
      {shareWords(-ppm, locale, true)}
      <Badge tone={ppm > 0 ? "wait" : "neutral"}>{ppm > 0 ? t("short") : t("over")}</Badge>
    </span>
  );
}

function useShareColumns(): Column<Line>[] {
  const t = useTranslations("allocation");
  const locale = useLocale();
  const figure = (key: string, header: string, cell: (line: Line) => ReactNode): Column<Line> => ({
    key,
    header,
    align: "end",
    cell,
  });
  const hours = (line: Line) => t("hoursValue", { count: Math.round(line.capacitySeconds / 3600) });
  return [
    {
      key: "operator",
      header: t("operator"),
      isRowHeader: true,
      cell: ({ nameZh, nameEn }) => (locale === "en" ? nameEn : nameZh),
    },
    figure("hours", t("hours"), hours),
    figure("capacity", t("capacity"), ({ capacityPpm }) => shareWords(capacityPpm, locale)),
    figure("assignedTrips", t("trips"), ({ assignedTrips }) => assignedTrips),
    figure("assigned", t("assigned"), ({ assignedPpm }) => shareWords(assignedPpm, locale)),
    figure("shortfall", t("shortfall"), ({ shortfallPpm }) => <Shortfall ppm={shortfallPpm} />),
    figure("asked", t("asked"), ({ asked }) => asked),
    figure("accepted", t("accepted"), ({ accepted }) => accepted),
    figure("declined", t("declined"), ({ declined }) => declined),
    figure("expired", t("expired"), ({ expired }) => expired),
  ];
}

/** Every operator's share of capacity beside its share of trips, and what became of its offers. */
export function ShareTable({ lines }: { lines: Line[] }) {
  const t = useTranslations("allocation");
  const columns = useShareColumns();
  const active = lines.filter((line) => line.capacitySeconds > 0 || line.assignedTrips > 0 || line.asked > 0);
  return (
    <Card flush>
      <Table
        caption={t("title")}
        columns={columns}
        rows={active}
        rowKey={({ operatorId }) => operatorId}
        empty={<p className="px-4 py-5 sm:px-5">{t("none")}</p>}
      />
    </Card>
  );
}
