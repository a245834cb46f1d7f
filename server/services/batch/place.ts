import { and, eq, isNull } from "drizzle-orm";
import { patient } from "@/db/schema/patient";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { BatchPlaceInput } from "@/server/core/batch/input";
import type { AssessInput, PlaceInput } from "@/server/core/booking-input";
import type { BookingNeeds } from "@/server/core/booking-needs";
import type { QuoteListResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type { Mobility } from "@/server/core/patient";
import { place } from "@/server/core/place";
import { triageAnswers } from "@/server/core/triage/question-set";
import { open } from "@/server/gateways/vault";
import { actingOrg, inTransaction } from "@/server/scope";
import { assessBooking } from "../booking/assess";
import { chooseSlot } from "../booking/choose-slot";
import { type BookingRow, openPlace, ownBooking } from "../booking/row";
import { stateOfOne } from "../booking/status";
import { type SlotChange, slotChanges } from "../dispatch/slot-changes";
import { quoteOf } from "../quote/accept";
import { listQuotes } from "../quote/list";
import { settingsInForce } from "../rule";
import { assessmentOf, judge } from "../triage";

/** The slot held for one row, until when, and its whole price. */
export interface PlacedSlot {
  pickupFrom: Date;
  pickupUntil: Date;
  vehicleClass: string;
  totalFen: number;
  expiresAt: Date;
}

/** What became of one row. `held`: waits for the confirmation; `refused`: why, and what would change it. */
export interface PlacedRow {
  bookingId: string;
  number: string;
  status: "held" | "confirmed" | "refused" | "in_review" | "handed_to_120";
  slot: PlacedSlot | null;
  refusal: { reasons: { constraint: string; vehicles: number }[]; changes: SlotChange[] } | null;
  reviewDueAt: Date | null;
}

const withoutDistrict = ({ district: _, ...rest }: ReturnType<typeof place.parse>): PlaceInput => rest;

/** Where the row goes: as named, else the home in the patient's record. @throws DomainError not_found; bad_input `batch.no_home` */
async function destinationOf(tx: Tx, { patientId, to }: BatchPlaceInput): Promise<PlaceInput> {
  const [row] = await tx.db
    .select({ home: patient.homeSealed })
    .from(patient)
    .where(
      and(
        eq(patient.regionId, tx.region.id),
        eq(patient.id, patientId),
        eq(patient.orgId, actingOrg(tx)),
        isNull(patient.dischargedAt),
      ),
    );
  if (!row) throw new DomainError("not_found", "patient.not_found");
  if (to) return to;
  if (!row.home) throw new DomainError("bad_input", "batch.no_home");
  return withoutDistrict(place.parse(JSON.parse(open(row.home, `${tx.region.id}/patient/home`))));
}

function askedBy(input: BatchPlaceInput, to: PlaceInput): AssessInput {
  const { mobility, weightKg, patientId, from, wanted, extras, answers, locale } = input;
  // Upstairs without a lift somebody must carry, whoever filled the column down did not look at each home.
  const isCarried = mobility !== "walk" && !to.hasLift && to.floor !== 1;
  return {
    patient: { mobility, weightKg, birthYear: null, patientId },
    from,
    to,
    wanted,
    wayBack: null,
    extras: { ...extras, carryTo: extras.carryTo || isCarried },
    callerParty: "case_manager",
    answers,
    locale,
    callerPhone: null,
    relation: "hospital",
  };
}

/** The own booking of this row, if an earlier try made it. Somebody else's id stays unknown here and is refused when written. */
async function known(ctx: Context, bookingId: string): Promise<BookingRow | null> {
  try {
    return await inTransaction(ctx, (tx) => ownBooking(tx, { bookingId }));
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}

/** Whether the first try asked for the same: then its slot stands and nothing is asked anew. */
async function isSame(tx: Tx, row: BookingRow, asked: AssessInput): Promise<boolean> {
  const answers = (await assessmentOf(tx, row.id))?.answers;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const { label, lat, lon } = openPlace(tx, "to", row);
  return (
    row.patientId === asked.patient.patientId &&
    row.mobility === asked.patient.mobility &&
    row.wantedUntil.toISOString() === new Date(asked.wanted.until).toISOString() &&
    Math.abs(row.wantedFrom.getTime() - Date.parse(asked.wanted.from)) < 60_000 &&
    label === asked.to.label &&
    (asked.to.facilityId !== null || (lat === asked.to.lat && lon === asked.to.lon)) &&
    row.toFacilityId === asked.to.facilityId &&
    same(Object.entries(row.extras).sort(), Object.entries(asked.extras).sort()) &&
    same(Object.entries(triageAnswers.parse(answers ?? {})).sort(), Object.entries(asked.answers).sort())
  );
}

/** What an earlier try already came to: confirmed, or a slot that still waits for just this wish. */
async function standing(ctx: Context, row: BookingRow, asked: AssessInput): Promise<PlacedRow | null> {
  return inTransaction(ctx, async (tx) => {
    if (row.cancelledAt) throw new DomainError("conflict", "booking.cancelled");
    const base = { bookingId: row.id, number: row.number, refusal: null, reviewDueAt: null };
    if (row.confirmedAt) return { ...base, status: "confirmed", slot: null };
    const { hold } = await stateOfOne(tx, row);
    if (!hold || hold.expiresAt <= tx.now || !(await isSame(tx, row, asked))) return null;
    const { pickupFrom, pickupUntil, vehicleClass, totalFen } = await quoteOf(tx, row.id, hold.quoteId);
    const slot = { pickupFrom, pickupUntil, vehicleClass, totalFen, expiresAt: hold.expiresAt };
    return { ...base, status: "held", slot };
  });
}

/** Judge the row under its client-made id; of two at the same moment the second meets what the first one made. */
async function assessRow(ctx: Context, bookingId: string, asked: AssessInput, old: BookingRow | null) {
  if (old) return assessBooking(ctx, { ...asked, bookingId });
  try {
    return await assessBooking(ctx, asked, bookingId);
  } catch (error) {
    if (!lostRace(error)) throw error;
    return assessBooking(ctx, { ...asked, bookingId });
  }
}

/** Ways of travelling that ask for less of a vehicle; whether the patient may, a person at the bedside says. */
const easier: Record<Mobility, Mobility[]> = {
  bariatric_stretcher: [],
  stretcher: ["wheelchair"],
  wheelchair: ["walk"],
  walk: [],
};

async function changesFor(ctx: Context, bookingId: string): Promise<SlotChange[]> {
  const { others, widthMinutes } = await inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, { bookingId });
    const answers = triageAnswers.parse((await assessmentOf(tx, row.id))?.answers ?? {});
    const found: { mobility: Mobility; needs: BookingNeeds }[] = [];
    for (const mobility of easier[row.mobility]) {
      const { extras, callerParty, patientWeightKg: patientKg, distanceMetres, rideSeconds } = row;
      const { needs } = await judge(tx, {
        ...{ answers, extras, callerParty, patientKg, distanceMetres, rideSeconds },
        mobility,
      });
      if (needs) found.push({ mobility, needs });
    }
    return { others: found, widthMinutes: (await settingsInForce(tx)).slots.widthMinutes };
  });
  return slotChanges(ctx, { bookingId, others, widthMinutes });
}

/** Hold the earliest slot; without one what was answered instead. */
async function holdEarliest(
  ctx: Context,
  bookingId: string,
): Promise<{ slot: PlacedSlot } | { listed: QuoteListResult }> {
  const listed = await listQuotes(ctx, { bookingId });
  const [first] = listed.quotes;
  if (!first) return { listed };
  const { expiresAt } = await chooseSlot(ctx, { bookingId, quoteId: first.id });
  const { pickupFrom, pickupUntil, vehicleClass, totalFen } = first;
  return { slot: { pickupFrom, pickupUntil, vehicleClass, totalFen, expiresAt } };
}

/** Somebody was faster, or the same row was sent twice at once: it is looked at once more. */
const lookAgain = new Set(["slot.taken", "quote.not_ready", "quote.not_open", "quote.not_found"]);
const mostLooks = 3;

/**
 * Judge one row of a batch, find its earliest slot on the plan that already carries the rows before it, and hold it. Sent
 * again it answers what it came to; sent with other wishes it is asked anew. What fits nowhere says why and what would.
 * @throws DomainError not_found (someone else's patient or booking); bad_input; conflict `booking.cancelled`
 */
export async function placeBatchRow(ctx: Context, input: BatchPlaceInput): Promise<PlacedRow> {
  for (let looks = 1; ; looks++) {
    try {
      return await placeOnce(ctx, input);
    } catch (error) {
      const isPassing = error instanceof DomainError && lookAgain.has(error.key);
      if (!isPassing || looks >= mostLooks) throw error;
    }
  }
}

async function placeOnce(ctx: Context, input: BatchPlaceInput): Promise<PlacedRow> {
  const to = await inTransaction(ctx, (tx) => destinationOf(tx, input));
  const asked = askedBy(input, to);
  const old = await known(ctx, input.bookingId);
  const before = old && (await standing(ctx, old, asked));
  if (before) return before;
  const { bookingId, number, outcome, review } = await assessRow(ctx, input.bookingId, asked, old);
  const base = { bookingId, number, slot: null, refusal: null, reviewDueAt: review?.dueAt ?? null };
  if (outcome === "handoff_120") return { ...base, status: "handed_to_120" };
  // A review that was decided before stands: the slots are open then.
  if (outcome === "clinician_review") return { ...base, status: "in_review" };
  const held = await holdEarliest(ctx, bookingId);
  if ("slot" in held) return { ...base, status: "held", slot: held.slot };
  const reasons = held.listed.refusal?.reasons ?? [];
  return { ...base, status: "refused", refusal: { reasons, changes: await changesFor(ctx, bookingId) } };
}
