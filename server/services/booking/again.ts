import type { Context } from "@/server/context";
import type { AgainInput } from "@/server/core/booking-input";
import type { AgainView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type { Place } from "@/server/core/place";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { assessmentOf } from "../triage";
import { mayUseAgain } from "./consent-row";
import { openPlace, ownBooking } from "./row";

const withoutDistrict = ({ district: _, ...rest }: Place) => rest;

/**
 * What an earlier booking asked for, for a family's form to begin with; `swap` for the way back. Neither the day nor the
 * answers about the patient's state go along: those are asked anew. It names the home, so that the read is audited.
 * @throws DomainError conflict `booking.cannot_repeat` where 120 took over, `consent.withdrawn`; forbidden `booking.code_needed`
 */
export async function askAgain(ctx: Context, input: AgainInput): Promise<AgainView> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    // Whoever was only handed the link gives a code before it reads the home.
    if (tx.actor.kind === "guest" && tx.actor.link !== "draft" && !tx.actor.manage)
      throw new DomainError("forbidden", "booking.code_needed");
    if (!(await mayUseAgain(tx, row))) throw new DomainError("conflict", "consent.withdrawn");
    if ((await assessmentOf(tx, row.id))?.outcome === "handoff_120")
      throw new DomainError("conflict", "booking.cannot_repeat");
    await writeAudit(tx, {
      verb: "booking.again",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
      after: { read: ["from", "to"], swap: input.swap },
    });
    const [from, to] = [
      withoutDistrict(openPlace(tx, "from", row)),
      withoutDistrict(openPlace(tx, "to", row)),
    ];
    const { carryFrom, carryTo, ...extras } = row.extras;
    const there = { from, to, extras: row.extras };
    const back = { from: to, to: from, extras: { ...extras, carryFrom: carryTo, carryTo: carryFrom } };
    return {
      ...(input.swap ? back : there),
      mobility: row.mobility,
      weightKg: row.patientWeightKg,
      callerParty: row.callerParty,
      relation: row.bookerRelation,
    };
  });
}
