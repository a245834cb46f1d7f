import { seal } from "@/server/gateways/vault";
import type { City } from "./city";
import { after, type Harvest, note, system } from "./harvest";
import type { Intake } from "./intake";
import { orgId } from "./organizations";
import { phone } from "./people";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import { accountId } from "./staff";

/** Hand a booking with a red flag over to 120: acknowledged by a named person, the family called back. */
export function handTo120(city: City, rows: Harvest, rules: Rules, intake: Intake, reference: string): void {
  const { ask, row, judged } = intake;
  const id = seedId(city.regionId, "emergency", ask.key);
  const at = after(ask.createdAt, 1);
  const acknowledgedAt = after(at, ask.dice.between(15, 95));
  const callBackBy = after(at, 120);
  const { redFlags } = judged.assessment;
  rows.emergencyHandover.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    tripId: null,
    direction: "to_120",
    status: "acknowledged",
    reference,
    record: {
      bookingNumber: row.number,
      redFlags,
      findings: judged.reasons,
      ruleVersion: rules.triageName,
      mobility: ask.mobility,
      birthYear: ask.patient.birthYear,
      weightKg: ask.patientKg,
      relation: ask.booker.relation,
      callBackBy: callBackBy.toISOString(),
      providerRef: null,
      caseNumber: `120-${reference}`,
    },
    placeSealed: seal(JSON.stringify(ask.from), `${city.regionId}/emergency_handover/place`),
    phoneSealed: seal(ask.booker.phone, `${city.regionId}/emergency_handover/phone`),
    acknowledgedBy: "调度员 07 号",
    acknowledgedAt,
    escalatedAt: acknowledgedAt.getTime() - at.getTime() > 60_000 ? after(at, 60) : null,
    attempts: 1,
    createdAt: at,
    viewerOrgs: row.viewerOrgs,
    viewerUsers: row.viewerUsers,
  });
  callBack(city, rows, {
    key: `${ask.key}/120`,
    bookingId: ask.id,
    reason: "handoff_120",
    phone: ask.booker.phone,
    note: reference,
    at,
    dueAt: callBackBy,
    doneAt: after(at, 100),
  });
  note(city, rows, system("booking.assess"), at, {
    verb: "emergency.open",
    noun: "emergency_handover",
    nounId: id,
    bookingId: ask.id,
    after: { reference, redFlags },
  });
  note(
    city,
    rows,
    {
      name: `user:${accountId(city.regionId, "seat1")}`,
      role: "seat",
      orgId: orgId(city.regionId, "call-centre"),
    },
    acknowledgedAt,
    {
      verb: "emergency.acknowledge",
      noun: "emergency_handover",
      nounId: id,
      bookingId: ask.id,
      before: { status: "open" },
      after: { status: "acknowledged" },
    },
  );
}

interface CallBack {
  key: string;
  bookingId: string | null;
  reason: "handoff_120" | "asked" | "complaint";
  phone: string;
  note: string;
  at: Date;
  dueAt: Date;
  doneAt: Date | null;
}

function callBack(city: City, rows: Harvest, it: CallBack): void {
  rows.callback.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "callback", it.key),
    bookingId: it.bookingId,
    reason: it.reason,
    status: it.doneAt ? "done" : "open",
    phoneSealed: seal(it.phone, `${city.regionId}/callback/phone`),
    note: it.note,
    dueAt: it.dueAt,
    doneBy: it.doneAt ? accountId(city.regionId, "seat1") : null,
    doneAt: it.doneAt,
    outcomeSealed: it.doneAt ? seal("已通话，120 已出车", `${city.regionId}/callback/outcome`) : null,
    createdAt: it.at,
  });
}

/** Two call-backs that wait for a seat now. */
export function openCallbacks(city: City, rows: Harvest): void {
  const at = after(city.now, -420);
  callBack(city, rows, {
    key: "open/1",
    bookingId: null,
    reason: "asked",
    phone: phone("family", 1_801),
    note: "想问后天透析回程能不能改早",
    at,
    dueAt: after(city.now, 480),
    doneAt: null,
  });
  callBack(city, rows, {
    key: "open/2",
    bookingId: null,
    reason: "asked",
    phone: phone("family", 1_802),
    note: "老人坐轮椅，问能不能带两个家属",
    at,
    dueAt: after(city.now, 1_080),
    doneAt: null,
  });
}
