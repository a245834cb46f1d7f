import { chance } from "@/db/seed/city/chance";
import { cityOf } from "@/db/seed/city/city";
import { type Judged, judge } from "@/db/seed/city/judge";
import { organizations, orgId } from "@/db/seed/city/organizations";
import { phone } from "@/db/seed/city/people";
import { needsOf, triageOf } from "@/db/seed/city/region";
import type { Actor } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { SimulatedRequest } from "@/server/core/simulation/demand";
import { diceFor } from "@/server/core/simulation/dice";
import { assessBooking } from "@/server/services/booking/assess";
import { cancelBooking } from "@/server/services/booking/cancel";
import { previewCancellation } from "@/server/services/booking/cancel-preview";
import { chooseSlot } from "@/server/services/booking/choose-slot";
import { confirmBookingByStaff } from "@/server/services/booking/confirm-by-staff";
import { listQuotes } from "@/server/services/quote/list";
import { awaitClinician } from "./clinician";
import { attempt, type Course, member, minuteMs, type Simulation } from "./simulation";

/** The desk that books: the hospital's own where it has one, else the number's seat. */
function deskOf(sim: Simulation, request: SimulatedRequest): Actor {
  const list = organizations[sim.region.id] ?? [];
  const hospitals = list.filter((it) => it.type === "hospital");
  if (request.channel === "seat" || hospitals.length === 0)
    return member(sim, "seat", orgId(sim.region.id, "call-centre"));
  const own = hospitals.find((it) => it.facility === request.from || it.facility === request.to);
  const chosen = own ?? diceFor(sim.seed, `desk/${request.key}`).one(hospitals);
  return member(sim, "case_manager", orgId(sim.region.id, chosen.key));
}

/** What the region's questions make of a patient in this state, with the answers that the caller gives to them. */
function judgedOf(
  sim: Simulation,
  request: SimulatedRequest,
  asked: Omit<Parameters<typeof judge>[2], "condition">,
) {
  const city = cityOf(sim.pool, sim.region.id, new Date(sim.now()), null);
  const question = { ...asked, condition: request.condition };
  return judge(triageOf(city), needsOf(city), question, chance(request.key));
}

function inputOf(sim: Simulation, request: SimulatedRequest): { input: AssessInput; judged: Judged } {
  const { mobility, channel, escorts } = request;
  const [from, to] = [sim.town.place(request.from), sim.town.place(request.to)];
  const callerParty = channel === "hospital" ? ("case_manager" as const) : ("with_patient" as const);
  const extras = { oxygen: false, suction: false, escorts, carryFrom: false, carryTo: false };
  const distanceMetres = sim.town.roadMetres(from, to);
  const asked = { callerParty, mobility, extras, patientKg: 60, distanceMetres, rideSeconds: 1800 };
  const instant = (at: number) => new Date(at).toISOString();
  const judged = judgedOf(sim, request, asked);
  const input = {
    patient: { mobility, weightKg: 60, birthYear: 1950, patientId: null },
    from,
    to,
    wanted: { from: instant(request.wantedFrom), until: instant(request.wantedUntil) },
    wayBack: null,
    extras,
    callerParty,
    answers: judged.answers,
    locale: "zh-CN" as const,
    callerPhone: null,
    relation: channel === "hospital" ? ("hospital" as const) : ("child" as const),
  };
  return { input, judged };
}

/** Take the earliest slot that the plan can keep; answers with the beginning of its range, null where there is none. */
async function hold(sim: Simulation, course: Course, bookingId: string): Promise<number | null> {
  const ctx = sim.as(deskOf(sim, course.request));
  const listed = await attempt(sim, "quote.list", () => listQuotes(ctx, { bookingId }));
  if ("refused" in listed) {
    Object.assign(course, { end: "refused", refusedBy: listed.refused });
    return null;
  }
  const [first] = listed.done.quotes;
  if (!first) {
    Object.assign(course, { end: "no_slot", refusedBy: listed.done.refusal?.reasons[0]?.constraint ?? null });
    return null;
  }
  const held = await attempt(sim, "booking.chooseSlot", () =>
    chooseSlot(ctx, { bookingId, quoteId: first.id }),
  );
  if ("done" in held) return first.pickupFrom.getTime();
  Object.assign(course, { end: "lost_slot", refusedBy: held.refused });
  return null;
}

async function confirm(
  sim: Simulation,
  course: Course,
  bookingId: string,
  pickupFrom: number,
): Promise<void> {
  const { request } = course;
  const dice = diceFor(sim.seed, `people/${request.key}`);
  const byHospital = request.channel === "hospital";
  const input = {
    bookingId,
    patientName: "模拟患者",
    idNumber: null,
    bookerName: byHospital ? "住院部护士站" : "模拟家属",
    relation: byHospital ? ("hospital" as const) : ("child" as const),
    phone: phone("family", Math.floor(dice.uniform() * 2_000)),
    email: null,
    consents: ["transfer_health_data" as const, "location_tracking" as const],
    consentTextVersion: "2026-01",
  };
  const ctx = sim.as(deskOf(sim, request));
  const said = await attempt(sim, "booking.confirmByStaff", () => confirmBookingByStaff(ctx, input));
  if ("refused" in said) {
    Object.assign(course, { end: "lost_slot", refusedBy: said.refused });
    return;
  }
  const before = sim.noise.cancelsMinutesBefore(request.key);
  if (before === null || request.willCall) return;
  const at = pickupFrom - before * minuteMs;
  if (at > sim.now()) sim.later(at, () => cancel(sim, course, bookingId));
}

/** Give the booking up at the fee that is shown; once the patient is on board nobody does. */
async function cancel(sim: Simulation, course: Course, bookingId: string): Promise<void> {
  const ctx = sim.as(deskOf(sim, course.request));
  const shown = await previewCancellation(ctx, { bookingId });
  if (!shown.allowed) return;
  const input = { bookingId, reason: "other" as const, acceptFeeFen: shown.feeFen };
  await attempt(sim, "booking.cancel", () => cancelBooking(ctx, input));
}

const rides = ["accessible_ride", "care_transfer"];

/** How long after the slots were shown a booker has named the patient: one to five minutes of speaking (assumed). */
const namingMs = (sim: Simulation, key: string): number =>
  Math.round((70 + diceFor(sim.seed, `naming/${key}`).uniform() * 210) * 1000);

/** Slots, a hold, names, confirmation. */
async function goOn(sim: Simulation, course: Course, bookingId: string): Promise<void> {
  const pickupFrom = await hold(sim, course, bookingId);
  if (pickupFrom === null) return;
  const at = sim.now() + namingMs(sim, course.request.key);
  sim.later(at, () => confirm(sim, course, bookingId, pickupFrom));
}

/** Ask for a ride as the desks do: six answers, a clinician where they do not decide, then the rest. */
export async function askForRide(sim: Simulation, request: SimulatedRequest): Promise<void> {
  const course: Course = { request, bookingId: null, end: null, refusedBy: null };
  sim.courses.set(request.key, course);
  const { input, judged } = inputOf(sim, request);
  const ctx = sim.as(deskOf(sim, request));
  const asked = await attempt(sim, "booking.assess", () => assessBooking(ctx, input));
  const why = "refused" in asked ? asked.refused : asked.done.outcome;
  if ("refused" in asked || why === "handoff_120") {
    Object.assign(course, { end: "refused", refusedBy: why });
    return;
  }
  const { bookingId } = asked.done;
  course.bookingId = bookingId;
  if (rides.includes(why)) return goOn(sim, course, bookingId);
  const about = { bookingId, assessment: judged.assessment };
  await awaitClinician(sim, course, about, () => goOn(sim, course, bookingId));
}
