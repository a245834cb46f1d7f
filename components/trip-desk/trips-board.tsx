"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { TripSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Tabs } from "@/components/ui/tabs";
import { AdverseList } from "./adverse-list";
import { ComplaintList, ComplaintsTop } from "./complaint-list";
import { DayTrips } from "./day-trips";

interface TripsBoardProps {
  day: string;
  initial: TripSummary[];
  /** Which tab is open first. */
  view: "trips" | "complaints" | "adverse";
}

/** The day's trips, and what went wrong on any: complaints to answer, adverse events to report. */
export function TripsBoard({ day, initial, view }: TripsBoardProps) {
  const t = useTranslations("trip-desk");
  const trpc = useTRPC();
  const { data: complaints } = useQuery(trpc.complaint.list.queryOptions({}));
  const { data: adverse } = useQuery(trpc.adverse.list.queryOptions({}));
  const waiting = complaints?.filter(({ status }) => status === "open").length;
  const open = adverse?.filter(({ status }) => status !== "closed").length;
  const tabs = [
    { value: "trips", label: t("tabs.trips"), content: <DayTrips day={day} initial={initial} /> },
    {
      value: "complaints",
      label: t("tabs.complaints"),
      ...(waiting === undefined ? {} : { count: waiting }),
      content: <ComplaintList rows={complaints} top={<ComplaintsTop />} />,
    },
    {
      value: "adverse",
      label: t("tabs.adverse"),
      ...(open === undefined ? {} : { count: open }),
      content: <AdverseList rows={adverse} />,
    },
  ];
  return <Tabs label={t("title")} tabs={tabs} defaultValue={view} />;
}
