import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Context } from "@/server/context";
import type { AssessInput, RepeatInput } from "@/server/core/booking-input";
import type { AssessResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type { Place } from "@/server/core/place";
import { triageAnswers } from "@/server/core/triage/question-set";
import { asPlatform, inTransaction } from "@/server/scope";
import { assessmentOf } from "../triage";
import { assessBooking } from "./assess";
import { mayUseAgain } from "./consent-row";
import { type BookingRow, openFrom, openPlace, ownBooking } from "./row";

/**
 * Ask again for the same patient and way, `swap` for the way back, as a new draft at a new time. The old answers are
 * judged by today's rules: what was clear then may need a clinician now. Names go along, the contact is proved anew.
 * @throws DomainError conflict `booking.cannot_repeat` where 120 took over, `consent.withdrawn`; forbidden `booking.code_needed`
 */
export async function repeatBooking(ctx: Context, input: RepeatInput): Promise<AssessResult> {
  const { old, asked } = await inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    // The new draft shows the home and carries the names: whoever was only handed the link gives a code first.
    if (tx.actor.kind === "guest" && tx.actor.link !== "draft" && !tx.actor.manage)
      throw new DomainError("forbidden", "booking.code_needed");
    if (!(await mayUseAgain(tx, row))) throw new DomainError("conflict", "consent.withdrawn");
    const found = await assessmentOf(tx, row.id);
    if (!found || found.outcome === "handoff_120") throw new DomainError("conflict", "booking.cannot_repeat");
    const ends = { from: openPlace(tx, "from", row), to: openPlace(tx, "to", row) };
    const phone = openFrom(tx, "booker_phone", row.bookerPhoneSealed);
    return { old: row, asked: askedAgain(row, ends, triageAnswers.parse(found.answers), phone, input) };
  });
  const result = await assessBooking(asNewcomer(ctx), asked);
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .update(booking)
        .set(carriedOver(old))
        .where(and(eq(booking.regionId, p.region.id), eq(booking.id, result.bookingId))),
    ),
  );
  return result;
}

/** A guest's link stands for its one booking: the new one begins as a visitor's, from the same browser. */
function asNewcomer(ctx: Context): Context {
  if (ctx.actor.kind !== "guest") return ctx;
  const { browserIndex, addressIndex } = ctx.actor;
  return { ...ctx, actor: { kind: "visitor", browserIndex, addressIndex } };
}

const withoutDistrict = ({ district: _, ...rest }: Place) => rest;

function askedAgain(
  row: BookingRow,
  ends: { from: Place; to: Place },
  answers: AssessInput["answers"],
  phone: string | null,
  input: RepeatInput,
): AssessInput {
  const { carryFrom, carryTo, ...extras } = row.extras;
  const [from, to] = input.swap ? [ends.to, ends.from] : [ends.from, ends.to];
  const carry = input.swap ? { carryFrom: carryTo, carryTo: carryFrom } : { carryFrom, carryTo };
  return {
    patient: {
      mobility: row.mobility,
      weightKg: row.patientWeightKg,
      birthYear: row.patientBirthYear,
      patientId: row.patientId,
    },
    from: withoutDistrict(from),
    to: withoutDistrict(to),
    wanted: input.wanted,
    wayBack: null,
    extras: { ...extras, ...carry },
    callerParty: row.callerParty,
    answers,
    locale: row.locale === "en" ? "en" : "zh-CN",
    callerPhone: phone,
    relation: null,
  };
}

/** Sealed values keep their column, so they may be copied as they are. */
function carriedOver(old: BookingRow) {
  const {
    patientNameSealed,
    patientIdNumberSealed,
    patientSex,
    bookerNameSealed,
    bookerRelation,
    bookerEmailSealed,
  } = old;
  return {
    repeatOfId: old.id,
    patientNameSealed,
    patientIdNumberSealed,
    patientSex,
    bookerNameSealed,
    bookerRelation,
    bookerEmailSealed,
  };
}
