import type { ConsentPurpose } from "@/server/core/consent";

/** Version of the consent texts in `messages/<language>/booking.json`: raise it with every change of their words. */
export const consentTextVersion = "booking-1";

/** Asked of every booker, the needed one first; a guardian's is asked of parents. */
export const askedConsents: ConsentPurpose[] = [
  "transfer_health_data",
  "location_tracking",
  "quality_follow_up",
];
