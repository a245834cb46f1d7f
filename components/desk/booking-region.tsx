"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { BookingRegion } from "@/components/booking/answers";

/** Which desk the booking's parts stand at: their links lead back to it. */
type DeskArea = "hospital" | "seat";

const RegionContext = createContext<{ region: BookingRegion; area: DeskArea } | null>(null);

/** What the booking's parts need of the region, for the pages of a hospital or of the seat. */
export function BookingRegionProvider({
  region,
  area = "hospital",
  children,
}: {
  region: BookingRegion;
  area?: DeskArea;
  children: ReactNode;
}) {
  return <RegionContext value={{ region, area }}>{children}</RegionContext>;
}

function useAround() {
  const around = useContext(RegionContext);
  if (!around) throw new Error("Outside of a desk's page");
  return around;
}

export function useBookingRegion(): BookingRegion {
  return useAround().region;
}

/** Whether it is a hospital's desk: its people rate and report what they saw; the hotline passes on. */
export const useIsWard = () => useAround().area === "hospital";

/** Where one books and looks at this desk. */
export function useDeskLinks() {
  const { area } = useAround();
  const book = area === "seat" ? "/seat/intake" : "/hospital/desk";
  return {
    book,
    bookings: `/${area}/bookings`,
    booking: (id: string) => `/${area}/bookings/${id}`,
    goOn: (id: string) => `${book}?booking=${id}`,
  };
}
