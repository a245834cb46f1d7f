import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

/** Turn the live hold of a booking into a promise, in the transaction that confirms it. */
export async function promiseSlot(_tx: Tx, _bookingId: string): Promise<void> {
  throw new DomainError("unavailable", "unexpected");
}
