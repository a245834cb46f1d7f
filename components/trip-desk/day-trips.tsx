"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import type { TripSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { tripTones } from "@/components/plan/trip-tone";
import { usePlaceName } from "@/components/plan/use-place-name";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Select } from "@/components/ui/select";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Toolbar } from "@/components/ui/toolbar";
import { Link } from "@/messages/navigation";
import { tripStatuses } from "@/server/core/trip";

const fewest = 3;

function useColumns(): Column<TripSummary>[] {
  const t = useTranslations("trip-desk");
  const plan = useTranslations("plan");
  const { timeZone, now } = useDesk();
  const nameOf = usePlaceName();
  return [
    {
      key: "number",
      header: t("columns.number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ id, bookingNumber }) => (
        <Link href={`/operator/trips/${id}`} className={linkInText}>
          {bookingNumber}
        </Link>
      ),
    },
    {
      key: "pickup",
      header: t("columns.pickup"),
      isTight: true,
      cell: ({ plannedPickupAt }) => <Instant at={plannedPickupAt} timeZone={timeZone} now={now} />,
    },
    {
      key: "way",
      header: t("columns.way"),
      cell: ({ from, to }) => `${nameOf(from.label)} → ${nameOf(to.label)}`,
    },
    {
      key: "patient",
      header: t("columns.patient"),
      cell: ({ patientName, mobility }) => `${patientName ?? "–"} · ${plan(`mobilities.${mobility}`)}`,
    },
    { key: "plate", header: t("columns.plate"), isTight: true, cell: ({ plate }) => plate },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status }) => <Badge tone={tripTones[status]}>{plan(`statuses.${status}`)}</Badge>,
    },
  ];
}

/** Trips of the day by status; a number looks through all days. */
export function DayTrips({ day, initial }: { day: string; initial: TripSummary[] }) {
  const t = useTranslations("trip-desk");
  const plan = useTranslations("plan");
  const trpc = useTRPC();
  const columns = useColumns();
  const [text, setText] = useState("");
  const [status, setStatus] = useState("");
  const number = useDeferredValue(text.trim());
  const isSearch = number.length >= fewest;
  const { data } = useQuery({
    ...trpc.trip.list.queryOptions(isSearch ? { number } : { day }),
    ...(isSearch ? { placeholderData: keepPreviousData } : { initialData: initial }),
  });
  const rows = (data ?? []).filter((row) => status === "" || row.status === status);
  const empty = isSearch ? (
    <EmptyState title={t("noNumber.title")} description={t("noNumber.text")} />
  ) : (
    <EmptyState icon={<Route />} title={t("noTrips.title")} description={t("noTrips.text")} />
  );
  return (
    <>
      <Toolbar label={t("find")}>
        <Field label={t("number")} hint={t("numberHint")} className="w-56">
          <Input
            type="search"
            value={text}
            maxLength={30}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field label={t("columns.status")} className="w-52 self-start">
          <Select
            value={status}
            placeholder={t("all")}
            options={tripStatuses.map((value) => ({ value, label: plan(`statuses.${value}`) }))}
            onChange={(event) => setStatus(event.target.value)}
          />
        </Field>
      </Toolbar>
      <Card flush>
        <Table
          caption={t("tabs.trips")}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          empty={empty}
        />
      </Card>
    </>
  );
}
