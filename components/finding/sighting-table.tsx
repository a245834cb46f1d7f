"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FindingRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

type Sighting = FindingRecord["sightings"][number];

/** What one record says: whose, how much, how far, with a way to the trip. */
function Content({ row }: { row: Sighting }) {
  const t = useTranslations("finding");
  const isEnglish = useLocale() === "en";
  const words = [
    row.crewName,
    row.plate,
    isEnglish ? row.operatorEn : row.operatorZh,
    row.fen === null ? null : t("yuan", { value: row.fen / 100 }),
    row.metres === null ? null : t("way", { value: Math.round(row.metres / 100) / 10 }),
    row.text,
  ].filter(Boolean);
  return (
    <span className="grid justify-items-start gap-1 break-words">
      {words.length > 0 ? <span className="break-all">{words.join(" · ")}</span> : null}
      {row.bookingId && row.bookingNumber ? (
        <Link href={`/regulator/trips/${row.bookingId}`} className={linkLook}>
          {t("booking", { number: row.bookingNumber })}
        </Link>
      ) : null}
      {words.length === 0 && !row.bookingNumber ? "—" : null}
    </span>
  );
}

/** The records that a finding rests on, in order of time. */
export function SightingTable({ sightings }: { sightings: Sighting[] }) {
  const t = useTranslations("finding");
  const { timeZone } = useDesk();
  const columns: Column<Sighting & { key: string }>[] = [
    {
      key: "at",
      header: t("restsColumns.at"),
      isTight: true,
      cell: ({ at }) => <Instant at={at} form="exact" timeZone={timeZone} />,
    },
    {
      key: "what",
      header: t("restsColumns.what"),
      isRowHeader: true,
      isTight: true,
      cell: ({ what }) => t(`what.${what}`),
    },
    { key: "more", header: t("restsColumns.more"), cell: (row) => <Content row={row} /> },
    {
      key: "place",
      header: t("restsColumns.place"),
      isTight: true,
      cell: ({ lat, lon }) =>
        lat === null || lon === null ? "—" : t("coordinates", { lat: lat.toFixed(4), lon: lon.toFixed(4) }),
    },
  ];
  const rows = sightings
    .map((row, at) => ({ ...row, key: String(at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return <Table caption={t("rests")} columns={columns} rows={rows} rowKey={({ key }) => key} />;
}
