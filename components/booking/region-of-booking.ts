import type { RegionSettingsView, RegionView } from "@/server/core/region-view";
import type { BookingRegion } from "./answers";

/** What the booking's screens need of the region, and no more: it travels to the phone. */
export function regionOfBooking(region: RegionView & RegionSettingsView): BookingRegion {
  const { id, nameZh, nameEn, hotline, timeZone, centre, slots } = region;
  return {
    id,
    nameZh,
    nameEn,
    hotline,
    timeZone,
    centre,
    aheadDays: slots.aheadDays,
    leadMinutes: slots.leadMinutes,
  };
}
