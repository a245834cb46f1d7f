import type { Context } from "@/server/context";
import type { BookingListInput } from "@/server/core/booking-input";
import type { BookingRow } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function listBookings(
  _ctx: Context,
  _input: BookingListInput,
): Promise<{ rows: BookingRow[]; next: { wantedFrom: string; id: string } | null }> {
  throw new DomainError("unavailable", "unexpected");
}
