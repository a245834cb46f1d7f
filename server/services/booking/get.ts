import { and, asc, eq } from "drizzle-orm";
import { consent } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { BookingFull } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { maskName, maskPhone, maskResidentId } from "@/server/core/masking";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { handoverOf } from "../emergency/record";
import { bookingLink } from "../link";
import { acceptedQuote } from "../quote/accept";
import { quotedPrice } from "../quote/view";
import { ruleById } from "../rule";
import { assessmentOf, needsSummary, reviewOf } from "../triage";
import { previewOf } from "./cancel-preview";
import { eventsOf } from "./events";
import { rowViews } from "./list";
import { type BookingRow, isBooker, learnsPrice, openFrom, visibleBooking, wayBackOf } from "./row";
import { stateOfOne } from "./status";
import { holdView, maskedContacts, placeFullView } from "./view";

/**
 * One booking for staff and for its family. Who booked it reads names, numbers and addresses in clear, and that read is
 * audited; everybody else, the regulator too, sees masks.
 */
export async function getBooking(ctx: Context, input: BookingRef): Promise<BookingFull> {
  return inTransaction(ctx, async (tx) => {
    const row = await visibleBooking(tx, input);
    const [listed] = await rowViews(tx, [row]);
    if (!listed) throw new DomainError("not_found", "booking.not_found");
    const clear = isBooker(tx, row);
    if (clear) {
      const after = { read: ["patient", "id_number", "booker", "from", "to"] };
      await writeAudit(tx, {
        verb: "booking.get",
        noun: "booking",
        nounId: row.id,
        bookingId: row.id,
        after,
      });
    }
    const from = clear
      ? placeFullView(tx, "from", row)
      : { ...listed.from, detail: "", ...floorOf(tx, "from", row) };
    const to = clear ? placeFullView(tx, "to", row) : { ...listed.to, detail: "", ...floorOf(tx, "to", row) };
    return { ...listed, from, to, ...peopleOf(tx, row, clear), ...(await recordOf(tx, row, clear)) };
  });
}

/** Floor and lift say nothing of who lives there and decide the crew. */
function floorOf(tx: Tx, end: "from" | "to", row: BookingRow) {
  const { floor, hasLift } = placeFullView(tx, end, row);
  return { floor, hasLift };
}

function peopleOf(tx: Tx, row: BookingRow, clear: boolean) {
  const name = openFrom(tx, "patient_name", row.patientNameSealed);
  const idNumber = openFrom(tx, "patient_id_number", row.patientIdNumberSealed);
  const booker = openFrom(tx, "booker_name", row.bookerNameSealed);
  const phone = openFrom(tx, "booker_phone", row.bookerPhoneSealed);
  const email = openFrom(tx, "booker_email", row.bookerEmailSealed);
  const masked = maskedContacts(tx, row);
  return {
    patient: name ? (clear ? name : maskName(name)) : "",
    patientIdNumber: idNumber && (clear ? idNumber : maskResidentId(idNumber)),
    patientWeightKg: row.patientWeightKg,
    patientBirthYear: row.patientBirthYear,
    booker: {
      name: booker && (clear ? booker : maskName(booker)),
      relation: row.bookerRelation,
      phone: phone && (clear ? phone : maskPhone(phone)),
      email: clear ? email : masked.email,
    },
    callerParty: row.callerParty,
    extras: row.extras,
    needs: needsSummary(row.needs),
    distanceMetres: row.distanceMetres,
    rideSeconds: row.rideSeconds,
    outwardId: row.outwardId,
  };
}

async function recordOf(tx: Tx, row: BookingRow, clear: boolean) {
  const state = await stateOfOne(tx, row);
  const found = await assessmentOf(tx, row.id);
  const accepted = learnsPrice(tx, row) ? await acceptedQuote(tx, row.id) : null;
  const consents = await tx.db
    .select({
      purpose: consent.purpose,
      givenBy: consent.givenBy,
      givenAt: consent.givenAt,
      withdrawnAt: consent.withdrawnAt,
    })
    .from(consent)
    .where(and(eq(consent.regionId, tx.region.id), eq(consent.bookingId, row.id)))
    .orderBy(asc(consent.givenAt), asc(consent.purpose));
  const back = await asPlatform(tx, (p) => wayBackOf(p, row.id));
  return {
    outcome: state.outcome,
    reasons: found?.reasons ?? [],
    redFlags: found?.redFlags ?? [],
    rule: found ? (await ruleById(tx, "triage", found.ruleVersionId)).view : null,
    review: await reviewOf(tx, row.id),
    emergency: await handoverOf(tx, row.id),
    hold: holdView(state),
    quote: accepted && (await quotedPrice(tx, accepted)),
    consents,
    cancellation: await previewOf(tx, row, state),
    events: await eventsOf(tx, row, state),
    wayBackId: back?.id ?? null,
    trackToken:
      clear && row.confirmedAt ? bookingLink(tx.region.id, row.id, row.linkGeneration, "track") : null,
  };
}
