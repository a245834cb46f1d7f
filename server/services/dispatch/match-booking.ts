import { and, desc, eq, inArray, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { decision, decisionInput, decisionPart } from "@/db/schema/dispatch";
import { quote } from "@/db/schema/quote";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { OperatorRecord } from "@/server/core/allocation";
import { digest } from "@/server/core/audit-chain";
import {
  type Choice,
  chooseShift,
  countReasons,
  type DecisionBasis,
  reasonsFor,
} from "@/server/core/decision";
import { decisionText, type InputTexts, packInput } from "@/server/core/decision-input";
import { standingCandidates } from "@/server/core/decision-replay";
import { notPossible } from "@/server/core/offer";
import { ownReasons } from "@/server/core/own-reasons";
import { makeFitRecord } from "@/server/core/scheduler/fit-record";
import { type Ranked, rankInsertions } from "@/server/core/scheduler/insertion";
import { type Request, withRequest } from "@/server/core/scheduler/problem";
import { partSalt } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { makeOffer, nextRound, type OfferRow, offersOf } from "@/server/services/offer/make-offer";
import { makeSnapshot } from "@/server/services/offer/snapshot";
import { withDay } from "@/server/services/plan/attempt";
import { shiftsClaimed } from "@/server/services/plan/claims";
import { type DayPlan, planDay, problemAt, toInstant, toSeconds } from "@/server/services/plan/day";
import { type BookingFacts, loadBookings } from "@/server/services/plan/load-bookings";
import { type ShiftFacts, staffingOf } from "@/server/services/plan/load-shifts";
import { lockBookings, lockPlanOf } from "@/server/services/plan/lock";
import { operatorRecords } from "@/server/services/plan/operator-records";
import { toRequest } from "@/server/services/plan/problem";
import { StalePlan } from "@/server/services/plan/route";
import { evaluateStaffing, standardsInForce } from "@/server/services/plan/standards";
import { recordChecks } from "@/server/services/standard/record";
import { type BookingRow, findBooking } from "./find-booking";
import { leaveUnserved } from "./leave-unserved";
import { slotsInWindow } from "./plan-slots";

type QuoteRow = typeof quote.$inferSelect;

/** A confirmed booking that waits to be put to an operator. */
interface Waiting {
  row: BookingRow;
  quote: QuoteRow;
  facts: BookingFacts;
  offers: OfferRow[];
  backingShiftId: string | null;
}

const hasOpen = (offers: readonly OfferRow[]): boolean => offers.some((it) => it.status === "open");
const refused = (it: OfferRow): boolean => it.status === "declined" || it.status === "expired";
/** Taken by its operator and taken back, since the plan no longer kept it. */
const failed = (it: OfferRow): boolean => it.status === "withdrawn" && it.declineReason === notPossible;
/** So often may an operator say yes in vain: each time with another vehicle, then the next one is asked. */
const failuresPerOperator = 2;

/**
 * Who is not asked (again): an operator that declined or let an offer lapse, or whose yes came to nothing twice. A vehicle
 * that could not keep it once is not tried again. So asking ends: at the latest when every operator was asked.
 */
function notAskedAgain(offers: readonly OfferRow[]): { operators: Set<string>; shifts: string[] } {
  const inVain = offers.filter(failed);
  const often = inVain.filter(
    ({ orgId }) => inVain.filter((it) => it.orgId === orgId).length >= failuresPerOperator,
  );
  return {
    operators: new Set([...offers.filter(refused), ...often].map((it) => it.orgId)),
    shifts: [...new Set(inVain.map((it) => it.shiftId))].sort(),
  };
}

/** The booking if there is anything to match: confirmed, not over, without an open offer or a live trip. */
async function loadWaiting(tx: Tx, bookingId: string): Promise<Waiting | null> {
  const row = await findBooking(tx, bookingId);
  if (!row.confirmedAt || row.cancelledAt || row.unservedAt) return null;
  const offers = await offersOf(tx, bookingId);
  const [carried] = await tx.db
    .select({ id: trip.id })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId), ne(trip.status, "cancelled")));
  if (hasOpen(offers) || offers.some((it) => it.status === "accepted") || carried) return null;
  const [sold] = await tx.db
    .select()
    .from(quote)
    .where(
      and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, bookingId), eq(quote.status, "accepted")),
    )
    .orderBy(desc(quote.acceptedAt));
  const facts = (await loadBookings(tx, [bookingId])).get(bookingId);
  if (!sold || !facts) return null;
  const [backingShiftId] = await shiftsClaimed(tx, bookingId);
  return { row, quote: sold, facts, offers, backingShiftId: backingShiftId ?? null };
}

interface Match {
  request: Request;
  ranked: Ranked[];
  choice: Choice;
  asked: Set<string>;
  input: InputTexts;
}

function match(day: DayPlan, waiting: Waiting, operators: OperatorRecord[], now: Date): Match {
  const window = waiting.facts.window ?? { from: waiting.quote.pickupFrom, until: waiting.quote.pickupUntil };
  const { operators: asked, shifts } = notAskedAgain(waiting.offers);
  const request = {
    ...toRequest(waiting.facts, day.places, day.epochMs, window, true),
    excludedOperators: [...asked].sort(),
    excludedShifts: shifts,
  };
  const problem = problemAt(day, now);
  const ranked = ownReasons(rankInsertions(withRequest(problem, request), day.plan, request), request.id);
  const { withinPercent } = day.inForce.settings.allocation;
  const { backingShiftId } = waiting;
  const given = { request, withinPercent, operators, backingShiftId, askedBefore: asked };
  return {
    request,
    ranked,
    choice: chooseShift(ranked, operators, withinPercent, backingShiftId, asked),
    asked,
    input: packInput(problem, day.plan, given, partSalt),
  };
}

/** Keep what the match was worked out from; shifts that stood as they do now are there already. */
async function writeInput(tx: Tx, decisionId: string, { content, parts }: InputTexts): Promise<void> {
  const own = { regionId: tx.region.id, createdAt: tx.now };
  await tx.db.insert(decisionInput).values({ ...own, decisionId, content });
  const rows = [...parts].map(([hash, { text, requestIds }]) => ({
    ...own,
    hash,
    content: text,
    bookingIds: requestIds,
  }));
  if (rows.length === 0) return;
  const known = await tx.db
    .select({ hash: decisionPart.hash })
    .from(decisionPart)
    .where(and(eq(decisionPart.regionId, tx.region.id), inArray(decisionPart.hash, [...parts.keys()])));
  const there = new Set(known.map(({ hash }) => hash));
  const fresh = rows.filter(({ hash }) => !there.has(hash));
  if (fresh.length > 0) await tx.db.insert(decisionPart).values(fresh).onConflictDoNothing();
}

async function writeDecision(
  tx: Tx,
  day: DayPlan,
  waiting: Waiting,
  made: Match,
  round: number,
): Promise<string> {
  const { choice, ranked, request } = made;
  const id = uuidv7();
  const basis: DecisionBasis = {
    round,
    planVersions: Object.fromEntries(day.planVersions),
    ruleVersions: {
      allocation: choice.allocation.rule,
      region: day.inForce.versionId,
      standard: [...day.shifts.values()][0]?.standardsId ?? null,
    },
    allocation: choice.allocation,
    fits: makeFitRecord(request, ranked, day.epochMs, toSeconds(day, tx.now)),
    askedBefore: [...made.asked].sort(),
    backingShiftId: waiting.backingShiftId,
  };
  const row = {
    id,
    bookingId: waiting.row.id,
    kind: round === 1 ? ("match" as const) : ("rematch" as const),
    chosenShiftId: choice.chosen?.shiftId ?? null,
    chosenOrgId: choice.chosen?.operatorId ?? null,
    candidates: standingCandidates(ranked, choice),
    basis: { ...basis },
    explanation: {
      reasons: reasonsFor(choice, waiting.backingShiftId, round),
      against: countReasons(ranked),
    },
    createdAt: tx.now,
  };
  await tx.db.insert(decision).values({ regionId: tx.region.id, ...row });
  await writeInput(tx, id, made.input);
  const hashes = { recordHash: digest(decisionText(row)), inputHash: digest(made.input.content) };
  await writeAudit(tx, {
    verb: "dispatch.match",
    noun: "decision",
    nounId: id,
    bookingId: waiting.row.id,
    after: { round, chosenShiftId: choice.chosen?.shiftId ?? null, candidates: ranked.length, ...hashes },
  });
  return id;
}

/** What the standards said of the vehicle, crew and operator that are asked, about this patient and this distance. */
async function recordMatch(tx: Tx, facts: ShiftFacts, { row }: Waiting): Promise<void> {
  const standards = await standardsInForce(tx);
  // Another version came in force after the plan was read: the match is made anew by it.
  if ((standards?.versionId ?? null) !== facts.standardsId) throw new StalePlan();
  if (!standards) return;
  const about = { grade: row.needs?.grade ?? null, distanceMetres: row.distanceMetres };
  const staffing = evaluateStaffing(standards, staffingOf(facts), facts.row.startsAt, about);
  const checks = facts.checks.map((it) =>
    it.subject === "staffing" && staffing ? { ...it, evaluation: staffing } : it,
  );
  const of = { ruleVersionId: standards.versionId, bookingId: row.id, shiftId: facts.row.id };
  await recordChecks(tx, { moment: "match", ...of }, checks);
}

async function offerTo(tx: Tx, day: DayPlan, waiting: Waiting, made: Match, chosen: Ranked): Promise<void> {
  const facts = day.shifts.get(chosen.shiftId);
  if (!facts) throw new StalePlan();
  const round = await nextRound(tx, waiting.row.id);
  const decisionId = await writeDecision(tx, day, waiting, made, round);
  await recordMatch(tx, facts, waiting);
  const window = waiting.facts.window ?? { from: waiting.quote.pickupFrom, until: waiting.quote.pickupUntil };
  const snapshot = makeSnapshot(tx, waiting.row, waiting.quote, {
    plate: facts.vehicle.plate,
    pickupFrom: window.from,
    pickupUntil: window.until,
    plannedPickupAt: toInstant(day, chosen.pickupSeconds),
    plannedDropoffAt: toInstant(day, chosen.dropSeconds),
    emptyMetres: chosen.emptyMetres,
    addedMetres: chosen.addedMetres,
    reasons: reasonsFor(made.choice, waiting.backingShiftId, round),
  });
  const { orgId, kind } = facts.row;
  const settings = day.inForce.settings;
  await makeOffer(tx, {
    booking: waiting.row,
    orgId,
    shiftId: chosen.shiftId,
    decisionId,
    round,
    committed: kind === "committed",
    snapshot,
    settings,
  });
}

/** One try: read, rank outside the transaction, then write only if nobody else has matched meanwhile. */
async function matchOn(ctx: Context, day: DayPlan, waiting: Waiting): Promise<void> {
  const days = day.inForce.settings.allocation.shareDays;
  const operators = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => operatorRecords(p, days)));
  const made = match(day, waiting, operators, ctx.now);
  const { chosen } = made.choice;
  const until = new Date(
    Math.max(waiting.row.wantedUntil.getTime(), waiting.quote.pickupUntil.getTime()) + 86_400_000,
  );
  const instead = chosen ? [] : (await slotsInWindow(ctx, waiting.facts, { from: ctx.now, until }, 3)).slots;
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      // Whoever cancels waits here, or is seen: no offer is made for a booking that is over.
      if (chosen) await lockBookings(p, [waiting.row.id]);
      else await lockPlanOf(p, [waiting.row.id]);
      const still = await loadWaiting(p, waiting.row.id);
      if (!still) return;
      if (still.offers.length !== waiting.offers.length || still.backingShiftId !== waiting.backingShiftId)
        throw new StalePlan();
      if (chosen) return offerTo(p, day, still, made, chosen);
      const round = await nextRound(p, waiting.row.id);
      await writeDecision(p, day, still, made, round);
      await leaveUnserved(p, still.row, countReasons(made.ranked), instead);
    }),
  );
}

/**
 * Put a confirmed booking to the next operator (decisions.md, Shifts, slots, offers): all shifts ranked with all reasons,
 * the operator whose claim backs the slot first, then by the allocation rule, with the decision recorded. None left: the
 * booker and the seat hear at once. Done again it changes nothing: an open offer, a trip or an end is left alone.
 */
export async function matchBooking(ctx: Context, bookingId: string): Promise<void> {
  const waiting = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => loadWaiting(p, bookingId)));
  if (!waiting) return;
  const pickupFrom = waiting.facts.window?.from ?? waiting.quote.pickupFrom;
  try {
    await withDay(ctx, planDay(ctx, pickupFrom), [bookingId], async (day) => {
      const now = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => loadWaiting(p, bookingId)));
      if (now) await matchOn(ctx, day, now);
    });
  } catch (error) {
    // Another worker made the offer in the same moment: that is all this one wanted.
    if (!lostRace(error)) throw error;
  }
}
