"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { SampledTrip, SampleView } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { riskKinds, type SampleOutcome } from "@/server/core/sample";
import { InspectDialog } from "./inspect-dialog";

const tones: Record<SampleOutcome, BadgeProps["tone"]> = {
  in_order: "ok",
  defect: "late",
  violation: "danger",
};

/** What spoke for looking at a trip; nothing means it was drawn by its one lot. */
function Risks({ trip }: { trip: SampledTrip }) {
  const t = useTranslations("sample");
  const met = riskKinds.flatMap((kind) => (trip.risks[kind] ? [{ kind, count: trip.risks[kind] }] : []));
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {met.map(({ kind, count }) => (
        <Badge key={kind} tone="wait">
          {count > 1 ? t("times", { risk: t(`risks.${kind}`), count }) : t(`risks.${kind}`)}
        </Badge>
      ))}
      <span className="text-ink-soft text-sm">
        {t(met.length > 0 ? "lots" : "lotsOnly", { count: trip.lots })}
      </span>
    </span>
  );
}

/** The trip's whole record as a file that checks itself. */
function Packet({ bookingId, number }: { bookingId: string; number: string }) {
  const t = useTranslations("sample");
  const locale = useLocale();
  const address = `/api/record?${new URLSearchParams({ bookingId, form: "page", locale })}`;
  return (
    <Button asChild variant="secondary" size="sm">
      <a href={address} download aria-label={t("packetOf", { number })}>
        <Download aria-hidden="true" />
        {t("packet")}
      </a>
    </Button>
  );
}

function useColumns(onInspect: (trip: SampledTrip) => void): Column<SampledTrip>[] {
  const t = useTranslations("sample");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  return [
    { key: "place", header: t("columns.place"), isTight: true, cell: ({ place }) => place },
    {
      key: "trip",
      header: t("columns.trip"),
      isRowHeader: true,
      cell: ({ bookingId, number, plate, plannedPickupAt, operatorZh, operatorEn }) => (
        <span className="grid gap-0.5">
          <Link href={`/regulator/trips/${bookingId}`} className={linkLook}>
            {number}
          </Link>
          <span className="font-normal text-ink-soft text-sm">
            <Instant at={plannedPickupAt} form="dateTime" timeZone={timeZone} /> · {plate} ·{" "}
            {isEnglish ? operatorEn : operatorZh}
          </span>
        </span>
      ),
    },
    { key: "why", header: t("columns.why"), cell: (trip) => <Risks trip={trip} /> },
    { key: "packet", header: t("columns.packet"), isTight: true, cell: (trip) => <Packet {...trip} /> },
    {
      key: "outcome",
      header: t("columns.outcome"),
      cell: (trip) =>
        trip.outcome ? (
          <span className="grid gap-0.5">
            <Badge tone={tones[trip.outcome]}>{t(`outcomes.${trip.outcome}`)}</Badge>
            {trip.note ? <span className="break-words text-sm">{trip.note}</span> : null}
            {trip.inspectedAt ? (
              <Instant
                at={trip.inspectedAt}
                form="dateTime"
                timeZone={timeZone}
                className="text-ink-soft text-sm"
              />
            ) : null}
          </span>
        ) : (
          <Button
            size="sm"
            aria-label={t("inspectOf", { number: trip.number })}
            onClick={() => onInspect(trip)}
          >
            {t("inspect")}
          </Button>
        ),
    },
  ];
}

/** The drawn trips in the order of their lots, each with its packet and what its inspection found. */
export function SampledTrips({ sample }: { sample: SampleView }) {
  const t = useTranslations("sample");
  const [inspected, setInspected] = useState<SampledTrip | null>(null);
  const columns = useColumns(setInspected);
  return (
    <Card title={t("trips")} footer={<p className="text-ink-soft text-sm">{t("packetLead")}</p>} flush>
      <Table caption={t("trips")} columns={columns} rows={sample.trips} rowKey={({ tripId }) => tripId} />
      {inspected ? (
        <InspectDialog sampleId={sample.id} trip={inspected} onClose={() => setInspected(null)} />
      ) : null}
    </Card>
  );
}
