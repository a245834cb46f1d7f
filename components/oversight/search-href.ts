import type { TripSearchInput } from "@/server/core/oversight-input";

/** The address of a search for trips. */
export function searchHref({ from, until, indicator, operatorId, number, page }: TripSearchInput): string {
  const asked = new URLSearchParams({ from, until, indicator });
  if (operatorId) asked.set("operatorId", operatorId);
  if (number) asked.set("number", number);
  if (page > 1) asked.set("page", String(page));
  return `/regulator/trips?${asked}`;
}
