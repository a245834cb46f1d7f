import type { TrackView } from "@/server/core/booking-view";
import type { Manage } from "./manage";

export interface TrackRegion {
  id: string;
  nameZh: string;
  nameEn: string;
  timeZone: string;
}

/** What every part of a tracking page is given. */
export interface TrackPart {
  view: TrackView;
  region: TrackRegion;
  token: string;
  now: number;
  manage: Manage;
}
