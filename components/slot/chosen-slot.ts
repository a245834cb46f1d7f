"use client";

import { type Kept, useKept } from "@/components/booking/kept";
import type { HoldView, QuoteView } from "@/server/core/booking-view";
import type { VehicleClass } from "@/server/core/vehicle";

/** The slot that is held, as this tab remembers it; instants as ISO strings. */
export interface ChosenSlot {
  quoteId: string;
  pickupFrom: string;
  pickupUntil: string;
  plannedDropoffAt: string;
  confirmedBy: string | null;
  vehicleClass: VehicleClass | null;
  totalFen: number;
  hasWayBack: boolean;
  /** When the hold ends, epoch milliseconds; 0: nothing is held. */
  holdEndsAt: number;
}

const nothing: ChosenSlot = {
  quoteId: "",
  pickupFrom: "",
  pickupUntil: "",
  plannedDropoffAt: "",
  confirmedBy: null,
  vehicleClass: null,
  totalFen: 0,
  hasWayBack: false,
  holdEndsAt: 0,
};

export function useChosenSlot(regionId: string): Kept<ChosenSlot> {
  return useKept(`anzhuan.slot.${regionId}`, "session", nothing);
}

/** What is to be paid for a quote: the way out and, where asked for, the way back. */
export function wholePriceFen({ totalFen, wayBack }: QuoteView): number {
  return totalFen + (wayBack?.totalFen ?? 0);
}

export function chosenOf(quote: QuoteView, hold: HoldView): ChosenSlot {
  return {
    quoteId: quote.id,
    pickupFrom: quote.pickupFrom.toISOString(),
    pickupUntil: quote.pickupUntil.toISOString(),
    plannedDropoffAt: quote.plannedDropoffAt.toISOString(),
    confirmedBy: quote.confirmedBy?.toISOString() ?? null,
    vehicleClass: quote.vehicleClass,
    totalFen: wholePriceFen(quote),
    hasWayBack: quote.wayBack !== null,
    holdEndsAt: hold.expiresAt.getTime(),
  };
}
