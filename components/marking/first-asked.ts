import type { ScanFilter } from "@/server/core/marking/scan";

/** What the list of scans is narrowed to. */
export interface Asked {
  outcome: ScanFilter | "";
  suspicious: boolean;
  find: string;
  days: number;
  page: number;
}

/** As the page opens: what was not as it should be, in the last week. */
export const firstAsked: Asked = { outcome: "", suspicious: true, find: "", days: 7, page: 1 };
