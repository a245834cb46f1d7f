import type { RegionSettings } from "./region-settings";

/** `region.list` and `region.current`. */
export interface RegionView {
  id: string;
  nameZh: string;
  nameEn: string;
  hotline: string;
  supervisionPhone: string;
  timeZone: string;
  centre: { lat: number; lon: number };
  /** South, west, north, east. */
  bounds: [number, number, number, number];
  demonstration: boolean;
}

/** What forms need of the region's settings: districts by code, hours of the clinicians, days ahead. */
export interface RegionSettingsView extends Pick<RegionSettings, "clinicians" | "slots" | "distance"> {
  districts: { code: string; nameZh: string; nameEn: string }[];
}
