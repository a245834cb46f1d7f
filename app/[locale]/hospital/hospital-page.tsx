import type { ReactNode } from "react";
import { regionOfBooking } from "@/components/booking/region-of-booking";
import { BookingRegionProvider } from "@/components/desk/booking-region";
import { DeskProvider } from "@/components/plan/desk";
import { Messages } from "@/components/shell/messages";
import { api } from "@/server/caller";

/** What every page of a hospital stands on: its texts, the region and its clock, live data. */
export async function HospitalPage({ namespaces, children }: { namespaces: string[]; children: ReactNode }) {
  const region = await (await api()).region.current();
  const { id, timeZone, centre, districts } = region;
  return (
    <Messages namespaces={["shell", "booking", ...namespaces]}>
      <DeskProvider place={{ regionId: id, timeZone, centre, districts, now: Date.now() }}>
        <BookingRegionProvider region={regionOfBooking(region)}>{children}</BookingRegionProvider>
      </DeskProvider>
    </Messages>
  );
}
