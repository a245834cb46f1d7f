"use client";

import { useLocale, useTranslations } from "next-intl";
import type { MarkingScan } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { Column } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { type ScanOutcome, tripVerdicts } from "@/server/core/marking/scan";
import { ScanPlace } from "./scan-place";

const tones: Partial<Record<ScanOutcome, "ok" | "late">> = {
  right: "ok",
  expired: "late",
  not_certified: "late",
};
const tripTones = { right: "ok", wrong: "danger", open: "neutral" } as const;

function Outcome({ row }: { row: MarkingScan }) {
  const t = useTranslations("marking");
  const { outcome, copyMetres, copySeconds, tripMatch } = row;
  // Nothing is wrong with its certification; that nothing is wrong at all is not said beside a suspicion.
  const words = outcome === "right" && copyMetres !== null ? "rightWarned" : outcome;
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={tones[outcome] ?? "danger"}>{t(`outcomes.${words}`)}</Badge>
      {copyMetres !== null && copySeconds !== null ? (
        <>
          <Badge tone="danger">{t("outcomes.copied")}</Badge>
          <span className="text-sm">
            {t("scans.apart", {
              kilometres: Math.round(copyMetres / 1000),
              minutes: Math.ceil(copySeconds / 60),
            })}
          </span>
        </>
      ) : null}
      {tripMatch ? <Badge tone={tripTones[tripVerdicts[tripMatch]]}>{t(`trips.${tripMatch}`)}</Badge> : null}
    </span>
  );
}

/** A scan in a row: when, what was read, what came of it, whose, roughly where. */
export function useScanColumns(): Column<MarkingScan>[] {
  const t = useTranslations("marking.scans");
  const isEnglish = useLocale() === "en";
  const { timeZone, now } = useDesk();
  return [
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: ({ scannedAt }) => <Instant at={scannedAt} form="dateTime" timeZone={timeZone} now={now} />,
    },
    {
      key: "mark",
      header: t("columns.mark"),
      isRowHeader: true,
      cell: ({ mark, way, generation }) => (
        <span className="grid">
          <span className="break-all">{mark}</span>
          <span className="font-normal text-ink-soft text-sm">
            {generation === null ? t(`ways.${way}`) : t("coded", { count: generation })}
          </span>
        </span>
      ),
    },
    { key: "outcome", header: t("columns.outcome"), cell: (row) => <Outcome row={row} /> },
    {
      key: "vehicle",
      header: t("columns.vehicle"),
      cell: ({ plate, operatorZh, operatorEn }) =>
        plate ? `${plate} · ${isEnglish ? operatorEn : operatorZh}` : "—",
    },
    { key: "place", header: t("columns.place"), isTight: true, cell: (row) => <ScanPlace row={row} /> },
    {
      key: "trip",
      header: t("columns.trip"),
      cell: ({ bookingId }) =>
        bookingId ? (
          <Link href={`/regulator/trips/${bookingId}`} className={linkLook}>
            {t("openTrip")}
          </Link>
        ) : (
          "—"
        ),
    },
  ];
}
