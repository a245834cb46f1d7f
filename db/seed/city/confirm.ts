import { type Board, touch } from "./board";
import type { City } from "./city";
import { after, type Doer, type Harvest, note } from "./harvest";
import { giveConsents, initialViewers } from "./intake";
import { seedId } from "./rows";
import type { Sale } from "./sell";

/** Accept the quote, hold and promise the slot, with all that the confirmation writes. */
export function confirm(city: City, rows: Harvest, board: Board, sale: Sale): void {
  const { intake, quote, confirmedAt } = sale;
  const { ask, row, by } = intake;
  const heldAt = after(sale.askedAt, (confirmedAt.getTime() - sale.askedAt.getTime()) / 3000);
  quote.status = "accepted";
  quote.acceptedAt = confirmedAt;
  row.confirmedAt = confirmedAt;
  row.contactVerifiedAt = confirmedAt;
  giveConsents(city, rows, ask, confirmedAt);
  const id = seedId(city.regionId, "hold", ask.key);
  const holder = ask.bookedBy ? `booking:${ask.id}` : seedId(city.regionId, "browser", ask.key);
  rows.slotHold.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    quoteId: quote.id,
    shiftId: quote.shiftId,
    vehicleClass: quote.vehicleClass,
    status: "promised",
    browserIndex: holder,
    contactIndex: null,
    addressIndex: holder,
    verified: true,
    renewals: 0,
    pickupFrom: quote.pickupFrom,
    expiresAt: after(heldAt, 300),
    createdAt: heldAt,
    endedAt: confirmedAt,
    ...initialViewers(ask),
  });
  touch(board, quote.shiftId);
  const of = { bookingId: ask.id };
  note(city, rows, by, heldAt, {
    verb: "slot.hold",
    noun: "hold",
    nounId: id,
    ...of,
    after: { shiftId: quote.shiftId, pickupFrom: quote.pickupFrom.toISOString() },
  });
  note(city, rows, by, confirmedAt, {
    verb: "slot.promise",
    noun: "hold",
    nounId: id,
    ...of,
    after: { shiftId: quote.shiftId, kind: quote.shiftKind, pickupFrom: quote.pickupFrom.toISOString() },
  });
  const verb = ask.channel === "family" ? "booking.confirm" : "booking.confirmByStaff";
  const sold = {
    quoteId: quote.id,
    totalFen: quote.totalFen,
    pickupFrom: quote.pickupFrom.toISOString(),
    pickupUntil: quote.pickupUntil.toISOString(),
  };
  note(city, rows, by, confirmedAt, {
    verb,
    noun: "booking",
    nounId: ask.id,
    ...of,
    before: { status: "held" },
    after: sold,
  });
  if (quote.shiftKind === "committed") promise(city, rows, sale, "confirmed", confirmedAt, by);
}

/** The pickup range told to the booker. */
export function promise(
  city: City,
  rows: Harvest,
  { intake, quote }: Sale,
  reason: string,
  at: Date,
  by: Doer,
): void {
  const rideMs = quote.plannedDropoffAt.getTime() - quote.plannedPickupAt.getTime();
  rows.promise.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "promise", intake.ask.key),
    bookingId: intake.ask.id,
    pickupFrom: quote.pickupFrom,
    pickupUntil: quote.pickupUntil,
    dropoffBy: new Date(quote.pickupUntil.getTime() + rideMs),
    reason,
    madeBy: by.name,
    createdAt: at,
    ...initialViewers(intake.ask),
  });
}
