"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant, TimeRange } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import type { PlannedRide } from "./blocks";
import { useDesk } from "./desk";
import { tripTones } from "./trip-tone";
import { usePlaceName } from "./use-place-name";

function useColumns(): Column<PlannedRide>[] {
  const t = useTranslations("plan");
  const { timeZone } = useDesk();
  const nameOf = usePlaceName();
  const reached = (stop: PlannedRide["pickup"] | null) =>
    stop ? <Instant at={stop.arrivedAt ?? stop.expectedAt} form="time" timeZone={timeZone} /> : "–";
  return [
    { key: "plate", header: t("facts.plate"), isRowHeader: true, isTight: true, cell: ({ plate }) => plate },
    { key: "pickup", header: t("stops.pickup"), isTight: true, cell: ({ pickup }) => reached(pickup) },
    {
      key: "promised",
      header: t("facts.promised"),
      isTight: true,
      cell: ({ pickup: { promisedFrom, promisedUntil } }) =>
        promisedFrom && promisedUntil ? (
          <TimeRange from={promisedFrom} to={promisedUntil} timeZone={timeZone} withoutDay />
        ) : (
          "–"
        ),
    },
    { key: "dropoff", header: t("stops.dropoff"), isTight: true, cell: ({ dropoff }) => reached(dropoff) },
    {
      key: "way",
      header: t("facts.way"),
      cell: ({ pickup: { trip } }) =>
        trip ? (
          <>
            {nameOf(trip.from.label)} → {nameOf(trip.to.label)}
            <Link
              href={`/operator/trips/${trip.id}`}
              className={classNames("block w-fit text-sm tabular-nums", linkInText)}
            >
              {trip.bookingNumber}
            </Link>
          </>
        ) : (
          t("reserved")
        ),
    },
    {
      key: "crew",
      header: t("facts.crew"),
      cell: ({ crew }) => crew.map(({ name }) => name).join(t("comma")),
    },
    { key: "status", header: t("facts.status"), cell: (ride) => <RideStatus ride={ride} /> },
  ];
}

function RideStatus({ ride: { pickup, standing } }: { ride: PlannedRide }) {
  const t = useTranslations("plan");
  return (
    <span className="flex flex-wrap gap-1.5">
      {pickup.trip ? (
        <Badge tone={tripTones[pickup.trip.status]}>{t(`statuses.${pickup.trip.status}`)}</Badge>
      ) : (
        <Badge>{t("reserved")}</Badge>
      )}
      {standing === "on_time" ? null : (
        <Badge tone={standing === "late" ? "late" : "wait"}>{t(`standings.${standing}`)}</Badge>
      )}
    </span>
  );
}

/** The same plan as rows. */
export function PlanTable({ rides }: { rides: PlannedRide[] }) {
  const t = useTranslations("plan");
  return (
    <Table
      caption={t("tableCaption")}
      columns={useColumns()}
      rows={rides}
      rowKey={({ key }) => key}
      rowClassName={({ standing }) => (standing === "late" ? "bg-late-soft/40" : undefined)}
      empty={<EmptyState title={t("noRides.title")} description={t("noRides.text")} />}
    />
  );
}
