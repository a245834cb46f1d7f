import type { Context } from "@/server/context";
import type { EmergencyView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type { HandOverInput } from "@/server/core/emergency-input";
import { normalisePhone } from "@/server/core/phone";
import { assess } from "@/server/core/triage";
import { actingOrg, inTransaction } from "@/server/scope";
import { resolvePlace } from "../booking/place";
import { ruleInForce, settingsInForce } from "../rule";
import { openHandover } from "./open";

/**
 * A seat puts a caller before 120 at once, without a booking: red flags are judged by the set in force, the rest is what
 * the caller said. @throws DomainError bad_input `emergency.reason_missing` with neither a red flag nor a note
 */
export async function handOverTo120(ctx: Context, input: HandOverInput): Promise<EmergencyView> {
  return inTransaction(ctx, async (tx) => {
    const set = await ruleInForce(tx, "triage");
    const judged = assess(set.content, input.answers, {
      callerParty: "not_with_patient",
      mobility: input.mobility ?? "stretcher",
      extras: { oxygen: false, suction: false },
      transferMinutes: null,
    });
    const isFlagged = judged.redFlags.length > 0;
    if (!isFlagged && !input.note) throw new DomainError("bad_input", "emergency.reason_missing");
    const settings = await settingsInForce(tx);
    const phone = input.phone ? normalisePhone(input.phone) : null;
    return openHandover(tx, {
      bookingId: null,
      record: {
        bookingNumber: null,
        redFlags: judged.redFlags,
        findings: isFlagged ? judged.reasons : [],
        ruleVersion: `${set.view.code}@${set.view.version}`,
        mobility: input.mobility,
        birthYear: null,
        weightKg: null,
        relation: input.relation,
      },
      said: input.note ? [{ ruleId: "seat", textZh: input.note, textEn: input.note }] : [],
      answers: input.answers,
      details: {
        patientName: input.patientName,
        placeText: input.placeText,
        known: "",
        spokesperson: null,
      },
      place: input.place && (await resolvePlace(tx, input.place, settings)).place,
      phone: phone?.ok ? phone.e164 : null,
      viewerOrgs: [actingOrg(tx)],
      viewerUsers: [],
    });
  });
}
