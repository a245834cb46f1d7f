"use client";

import { Route } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { OversightTrip } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { useWord } from "@/components/record/names";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

interface TripResultsProps {
  found: { rows: OversightTrip[]; total: number; pageCount: number };
  page: number;
  /** The address of this list, "PAGE" standing for the page. */
  href: string;
}

const bad = ["cancelled", "failed", "unserved", "handed_to_120"];

function useColumns(): Column<OversightTrip>[] {
  const t = useTranslations("oversight.trips.columns");
  const tStatus = useTranslations("record.bookingStatuses");
  const trip = useWord("trip.status");
  const isEnglish = useLocale() === "en";
  const { timeZone, now } = useDesk();
  return [
    {
      key: "number",
      header: t("number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ id, number }) => (
        <Link href={`/regulator/trips/${id}`} className={linkLook}>
          {number}
        </Link>
      ),
    },
    {
      key: "wanted",
      header: t("wanted"),
      cell: ({ promise, wantedFrom, wantedUntil }) => (
        <TimeRange
          from={promise?.pickupFrom ?? wantedFrom}
          to={promise?.pickupUntil ?? wantedUntil}
          timeZone={timeZone}
          now={now}
        />
      ),
    },
    { key: "way", header: t("way"), cell: ({ from, to }) => `${from.label} → ${to.label}` },
    { key: "patient", header: t("patient"), isTight: true, cell: ({ patient }) => patient || "—" },
    {
      key: "operator",
      header: t("operator"),
      cell: ({ operatorZh, operatorEn }) => (isEnglish ? operatorEn : operatorZh) ?? "—",
    },
    { key: "plate", header: t("plate"), isTight: true, cell: ({ plate }) => plate ?? "—" },
    {
      key: "status",
      header: t("status"),
      cell: ({ status, tripStatus }) => (
        <Badge tone={status === "completed" ? "ok" : bad.includes(status) ? "danger" : "info"}>
          {tripStatus ? trip(tripStatus, tripStatus) : tStatus(status)}
        </Badge>
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
}

/** The bookings that were found, a page at a time. */
export function TripResults({ found, page, href }: TripResultsProps) {
  const t = useTranslations("oversight.trips");
  const columns = useColumns();
  return (
    <>
      <p role="status" className="mb-3 text-ink-soft">
        {t("count", { count: found.total })}
      </p>
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={found.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<Route />} title={t("empty.title")} description={t("empty.text")} />}
        />
      </Card>
      <Pagination
        page={page}
        pageCount={found.pageCount}
        hrefFor={(next) => href.replace("PAGE", String(next))}
      />
    </>
  );
}
