"use client";

import { ClipboardCheck, Flag, MapPinCheck, Play, ScanLine, Wallet } from "lucide-react";
import { useTranslations } from "next-intl";
import { InspectionNote } from "@/components/inspection/inspection-note";
import { useInspections } from "@/components/inspection/use-inspections";
import { LinkButton } from "@/components/ui/link-button";
import type { TripStatus } from "@/server/core/trip";
import { FailureAlert } from "./failure-alert";
import { HoldButton } from "./hold-button";
import { newEvent, useSubmission } from "./use-outbox";

const held = {
  assigned: { move: "depart", icon: <Play aria-hidden="true" /> },
  en_route: { move: "arrive_pickup", icon: <MapPinCheck aria-hidden="true" /> },
  on_board: { move: "arrive_dropoff", icon: <Flag aria-hidden="true" /> },
} as const;

const pages = {
  at_pickup: { page: "board", icon: <ScanLine aria-hidden="true" /> },
  at_dropoff: { page: "hand-over", icon: <ClipboardCheck aria-hidden="true" /> },
  completed: { page: "payment", icon: <Wallet aria-hidden="true" /> },
} as const;

/** The one big button of a trip: the next confirmation, held; or the page that the next one needs. */
export function NextMove({ tripId, shiftId, now }: { tripId: string; shiftId: string; now: TripStatus }) {
  const t = useTranslations("trip.next");
  const { inspections = [] } = useInspections();
  const { busy, failure, submit } = useSubmission(tripId);
  const inspection = inspections.find((it) => it.shiftId === shiftId);
  // Before the first departure somebody looks the vehicle over; the server asks the same.
  if (now === "assigned" && (inspection?.now === "due" || inspection?.now === "blocked"))
    return <InspectionNote inspection={inspection} />;
  if (now === "assigned" || now === "en_route" || now === "on_board") {
    const { move, icon } = held[now];
    const confirm = () =>
      void submit({ verb: "trip.advance", input: { ...newEvent(tripId), move, data: {} } });
    return (
      <div className="grid gap-3">
        <FailureAlert failure={failure} />
        <HoldButton key={move} label={t(move)} icon={icon} busy={busy} onConfirm={confirm} />
      </div>
    );
  }
  if (now === "at_pickup" || now === "at_dropoff" || now === "completed") {
    const { page, icon } = pages[now];
    return (
      <LinkButton
        href={`/crew/trips/${tripId}/${page}`}
        wide
        className="min-h-18! rounded-lg! text-2xl! [&_svg]:size-7!"
      >
        {icon}
        {t(now)}
      </LinkButton>
    );
  }
  return null;
}
