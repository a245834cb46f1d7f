import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

/** Take a booking off the plan: claims and stops away, open offer withdrawn, trip cancelled. Safe to repeat. */
export async function releaseBooking(_tx: Tx, _bookingId: string, _reason: string): Promise<void> {
  throw new DomainError("unavailable", "unexpected");
}
