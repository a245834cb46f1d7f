import { useLocale, useTranslations } from "next-intl";
import type { OwnMatches } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { shareWords } from "./share-words";

type Row = OwnMatches["rows"][number];

const km = (metres: number) => (metres / 1000).toFixed(1);

function OwnMatch({ row, timeZone }: { row: Row; timeZone: string }) {
  const t = useTranslations("allocation");
  const locale = useLocale();
  const isAsked = row.outcome.startsWith("asked_b") && row.outcome !== "asked_before";
  const { standing } = row;
  return (
    <li className="grid gap-2 border-line border-b px-4 py-3 last:border-b-0 sm:px-5">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Instant at={row.at} form="dateTime" timeZone={timeZone} className="font-medium" />
        <span className="text-ink-soft text-sm">{t("round", { round: row.round })}</span>
        <Badge tone={isAsked ? "ok" : "neutral"} className="whitespace-normal!">
          {t(`outcomes.${row.outcome}`)}
        </Badge>
      </h3>
      <p className="text-ink-soft text-sm">
        {t("compared", { count: row.compared, fits: row.fitting })}
        {" · "}
        {row.place === null ? t("notPlaced") : t("place", { place: row.place })}
        {standing
          ? ` · ${t("standing", {
              capacity: shareWords(standing.capacityPpm, locale),
              assigned: shareWords(standing.assignedPpm, locale),
            })}`
          : null}
      </p>
      <details>
        <summary className="min-h-6 text-primary text-sm">{`${t("vehicle")} (${row.vehicles.length})`}</summary>
        <ul className="mt-2 grid gap-1 text-sm">
          {row.vehicles.map(({ shiftId, fits, addedMetres, emptyMetres, against }) => (
            <li key={shiftId} className="flex flex-wrap gap-x-3">
              <span className="font-medium">{row.plates[shiftId]}</span>
              <span>
                {fits
                  ? `${t("fits")} · ${t("added", { km: km(addedMetres), empty: km(emptyMetres) })}`
                  : row.isErased
                    ? t("erased")
                    : against.map((rule) => t(`against.${rule}`)).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** Why the operator was asked for each recent job, or was not, with nothing of anybody else's. */
export function OwnMatchList({ rows, timeZone }: { rows: Row[]; timeZone: string }) {
  const t = useTranslations("allocation");
  return (
    <Card title={t("matches")} flush>
      {rows.length === 0 ? <p className="px-4 pb-4 sm:px-5">{t("noMatches")}</p> : null}
      <ul>
        {rows.map((row) => (
          <OwnMatch key={row.id} row={row} timeZone={timeZone} />
        ))}
      </ul>
    </Card>
  );
}
