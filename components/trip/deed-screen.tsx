"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ComponentType } from "react";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { TripStatus } from "@/server/core/trip";
import type { Deed } from "./deeds";
import { TripFrame } from "./trip-frame";
import type { Trip } from "./use-trip";

interface DeedProps {
  trip: Trip;
  now: TripStatus;
}

const loading = () => <ListSkeleton rows={3} rowClassName="h-24" />;

// Each page is a load of its own: signing and paying are not needed to read where to drive.
const screens: Record<Deed, ComponentType<DeedProps>> = {
  board: dynamic(() => import("./boarding-form").then((m) => m.BoardingForm), { loading }),
  "take-over": dynamic(() => import("@/components/handover/hand-over-form").then((m) => m.TakeOverForm), {
    loading,
  }),
  "hand-over": dynamic(() => import("@/components/handover/hand-over-form").then((m) => m.GiveOverForm), {
    loading,
  }),
  waiting: dynamic(() => import("./waiting-form").then((m) => m.WaitingForm), { loading }),
  carry: dynamic(() => import("./carry-form").then((m) => m.CarryForm), { loading }),
  toll: dynamic(() => import("./toll-form").then((m) => m.TollForm), { loading }),
  photo: dynamic(() => import("./text-forms").then((m) => m.PhotoForm), { loading }),
  note: dynamic(() => import("./text-forms").then((m) => m.NoteForm), { loading }),
  extra: dynamic(() => import("@/components/cash/extra-screen").then((m) => m.ExtraScreen), { loading }),
  payment: dynamic(() => import("@/components/cash/payment-screen").then((m) => m.PaymentScreen), {
    loading,
  }),
  adverse: dynamic(() => import("./text-forms").then((m) => m.AdverseForm), { loading }),
  worse: dynamic(() => import("./worse-screen").then((m) => m.WorseScreen), { loading }),
  "cannot-carry": dynamic(() => import("./text-forms").then((m) => m.CannotCarryForm), { loading }),
};

/** One deed of a trip on its own page. */
export function DeedScreen({ tripId, deed }: { tripId: string; deed: Deed }) {
  const t = useTranslations("trip.pages");
  const Screen = screens[deed];
  return (
    <TripFrame tripId={tripId} title={t(`${deed}.title`)} lead={t(`${deed}.lead`)}>
      {(trip, now) => <Screen trip={trip} now={now} />}
    </TripFrame>
  );
}
