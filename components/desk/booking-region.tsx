"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { BookingRegion } from "@/components/booking/answers";

const RegionContext = createContext<BookingRegion | null>(null);

/** What the booking's parts need of the region, for a hospital's pages. */
export function BookingRegionProvider({ region, children }: { region: BookingRegion; children: ReactNode }) {
  return <RegionContext value={region}>{children}</RegionContext>;
}

export function useBookingRegion(): BookingRegion {
  const region = useContext(RegionContext);
  if (!region) throw new Error("Outside of a hospital's page");
  return region;
}
