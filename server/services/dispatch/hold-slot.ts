import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

export interface HeldSlot {
  holdId: string;
  expiresAt: Date;
}

/** Hold the slot of a quote for the booker. Opens its own transaction. */
export async function holdSlot(
  _ctx: Context,
  _input: { bookingId: string; quoteId: string; contactIndex: string | null },
): Promise<HeldSlot> {
  throw new DomainError("unavailable", "unexpected");
}

/** Renew the live hold of a booking once, for a verified contact. */
export async function renewHold(_ctx: Context | Tx, _bookingId: string): Promise<HeldSlot> {
  throw new DomainError("unavailable", "unexpected");
}

/** Give a live hold back; without one nothing changes. */
export async function releaseHold(_tx: Tx, _bookingId: string): Promise<void> {
  throw new DomainError("unavailable", "unexpected");
}
