import type { ReactNode } from "react";
import { regionOfBooking } from "@/components/booking/region-of-booking";
import { BookingRegionProvider } from "@/components/desk/booking-region";
import { DeskProvider } from "@/components/plan/desk";
import { Messages } from "@/components/shell/messages";
import { api } from "@/server/caller";

/** What the seat's booking pages stand on: their texts, the region with its clock and places, live data. */
export async function SeatPage({ namespaces, children }: { namespaces: string[]; children: ReactNode }) {
  const region = await (await api()).region.current();
  const { id, timeZone, centre, districts } = region;
  return (
    <Messages namespaces={["shell", "seat", "booking", ...namespaces]}>
      <DeskProvider place={{ regionId: id, timeZone, centre, districts, now: Date.now() }}>
        <BookingRegionProvider region={regionOfBooking(region)} area="seat">
          {children}
        </BookingRegionProvider>
      </DeskProvider>
    </Messages>
  );
}
