"use client";

import { useLocale, useTranslations } from "next-intl";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import type { BookingRow } from "@/server/core/booking-view";
import { useDeskLinks } from "./booking-region";
import { StatusBadge } from "./status-badge";

/** Bookings one a row, opened by their number. */
export function BookingTable({ rows }: { rows: BookingRow[] }) {
  const t = useTranslations("desk.bookings.columns");
  const links = useDeskLinks();
  const isEnglish = useLocale() === "en";
  const { timeZone, now } = useDesk();
  const columns: Column<BookingRow>[] = [
    {
      key: "number",
      header: t("number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ id, number }) => (
        <Link href={links.booking(id)} className={linkInText}>
          {number}
        </Link>
      ),
    },
    { key: "status", header: t("status"), cell: ({ status }) => <StatusBadge status={status} /> },
    { key: "patient", header: t("patient"), cell: ({ patient }) => patient || "—" },
    {
      key: "way",
      header: t("way"),
      cell: ({ from, to }) => (
        <>
          {from.label} → {to.label}
        </>
      ),
    },
    {
      key: "time",
      header: t("time"),
      isTight: true,
      cell: ({ promise, wantedFrom, wantedUntil }) => (
        <TimeRange
          from={promise?.pickupFrom ?? wantedFrom}
          to={promise?.pickupUntil ?? wantedUntil}
          timeZone={timeZone}
          now={now}
        />
      ),
    },
    {
      key: "vehicle",
      header: t("vehicle"),
      cell: ({ plate, operatorZh, operatorEn }) =>
        plate ? (
          <>
            <span className="whitespace-nowrap font-medium tabular-nums">{plate}</span>
            <span className="block text-ink-soft text-sm">{isEnglish ? operatorEn : operatorZh}</span>
          </>
        ) : (
          "—"
        ),
    },
    {
      key: "price",
      header: t("price"),
      align: "end",
      isTight: true,
      cell: ({ totalFen }) => (totalFen === null ? "—" : <Money fen={totalFen} />),
    },
  ];
  return (
    <Card flush>
      <Table caption={t("caption")} columns={columns} rows={rows} rowKey={({ id }) => id} />
    </Card>
  );
}
