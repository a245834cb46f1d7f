import chineseDays from "chinese-days";
import type { quote } from "@/db/schema/quote";
import { countReasons } from "@/server/core/decision";
import { type Asked, packInput } from "@/server/core/decision-input";
import { localDay, minuteOfDay } from "@/server/core/local-time";
import { ownReasons } from "@/server/core/own-reasons";
import type { ReliefStatus } from "@/server/core/relief";
import { makeFitRecord } from "@/server/core/scheduler/fit-record";
import { rankInsertions } from "@/server/core/scheduler/insertion";
import { withRequest } from "@/server/core/scheduler/problem";
import { findSlots, type SlotFit } from "@/server/core/scheduler/slots";
import { bookingFacts } from "@/server/core/tariff/booking-facts";
import { ceilingOf, underCeiling } from "@/server/core/tariff/ceiling";
import { priceTrip } from "@/server/core/tariff/price";
import { partSalt } from "@/server/gateways/vault";
import { asPlan, type Board, instantOn, type Rider, requestOf, secondsOn } from "./board";
import type { City } from "./city";
import { clearPoint } from "./ends";
import { after, type Harvest, note } from "./harvest";
import { type Intake, initialViewers } from "./intake";
import { seedId } from "./rows";
import type { Rules } from "./rules";

export type QuoteRow = typeof quote.$inferInsert & {
  totalFen: number;
  viewerOrgs: string[];
  viewerUsers: string[];
};

/** A slot that was sold: its quote, the shift that backs it, when it was confirmed. */
export interface Sale {
  intake: Intake;
  rider: Rider;
  quote: QuoteRow;
  askedAt: Date;
  confirmedAt: Date;
  /** How the claim to a reduced price stands, where there was one. */
  relief: ReliefStatus | null;
}

const slotSeconds = 1_800;
const quotesShown = 3;

function clockOf(at: Date, timeZone: string): string {
  const minute = minuteOfDay(at, timeZone);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function isPublicHoliday(day: string): boolean {
  const { work, name } = chineseDays.getDayDetail(day);
  return !work && name.includes(",");
}

/** The facts of a slot's price, as the product's quotes state them. */
function factsOf(city: City, rules: Rules, board: Board, { ask, needs }: Intake, fit: SlotFit) {
  const shift = board.problem.shifts.find((it) => it.id === fit.shiftId);
  const { placeCount, travelMetres } = board.problem;
  const number = (point: { lat: number; lon: number }) =>
    board.places.get(`${point.lat.toFixed(5)},${point.lon.toFixed(5)}`) ?? 0;
  const [from, to] = [number(clearPoint(ask.from)), number(clearPoint(ask.to))];
  const vehicleMetres =
    (travelMetres[(shift?.startPlace ?? 0) * placeCount + from] ?? 0) +
    (travelMetres[from * placeCount + to] ?? 0);
  const pickupAt = instantOn(board, fit.pickupSeconds);
  if (!needs) throw new Error(`Booking ${ask.key} has no needs`);
  return bookingFacts(rules.tariff, {
    mobility: ask.mobility,
    extras: ask.extras,
    needs,
    from: ask.from,
    to: ask.to,
    distanceMetres: ask.distanceMetres,
    rideSeconds: ask.rideSeconds,
    vehicleMetres,
    savedEmptyMetres: Math.max(0, -fit.emptyMetres),
    returnTrip: false,
    pickup: {
      clock: clockOf(pickupAt, city.timeZone),
      holiday: isPublicHoliday(localDay(pickupAt, city.timeZone)),
    },
    tolls: rules.settings.tolls,
  });
}

function quoteRow(
  city: City,
  rules: Rules,
  board: Board,
  intake: Intake,
  fit: SlotFit,
  index: number,
  at: Date,
): QuoteRow {
  const shift = board.shifts.get(fit.shiftId);
  if (!shift) throw new Error(`No shift ${fit.shiftId}`);
  const facts = factsOf(city, rules, board, intake, fit);
  const level = intake.needs?.serviceLevel ?? "accessible_ride";
  const trip = { serviceLevel: level, distanceMetres: intake.ask.distanceMetres };
  const ceiling = ceilingOf(rules.settings, "settings@1", trip);
  const priced = underCeiling(priceTrip(rules.tariff, facts), "out", ceiling);
  const { holds, offers, quotes } = rules.settings;
  const answerSeconds = holds.seconds + offers.expiryMinutes * 60;
  return {
    regionId: city.regionId,
    id: seedId(city.regionId, "quote", `${intake.ask.key}/${index}`),
    bookingId: intake.ask.id,
    tariffVersionId: rules.tariffId,
    status: "issued",
    facts,
    lines: priced.lines,
    totalFen: priced.totalFen,
    ceilingFen: ceiling?.fen ?? null,
    ceilingRule: ceiling?.rule ?? null,
    drivers: Math.max(priced.drivers, intake.needs?.drivers ?? 1),
    shiftId: fit.shiftId,
    vehicleId: shift.row.vehicleId,
    vehicleClass: shift.vehicle.row.class,
    operatorId: shift.row.orgId,
    shiftKind: shift.row.kind,
    pickupFrom: instantOn(board, fit.pickupWindow.fromSeconds),
    pickupUntil: instantOn(board, fit.pickupWindow.toSeconds),
    plannedPickupAt: instantOn(board, fit.pickupSeconds),
    plannedDropoffAt: instantOn(board, fit.dropSeconds),
    confirmedBy: shift.row.kind === "on_offer" ? after(at, answerSeconds) : null,
    expiresAt: after(at, quotes.lifeMinutes * 60),
    acceptedAt: null,
    createdAt: at,
    ...initialViewers(intake.ask),
  };
}

function riderOf({ ask, needs }: Intake, window: Rider["window"]): Rider {
  if (!needs) throw new Error(`Booking ${ask.key} has no needs`);
  return {
    bookingId: ask.id,
    from: clearPoint(ask.from),
    to: clearPoint(ask.to),
    needs,
    distanceMetres: ask.distanceMetres,
    window,
  };
}

/** Nobody can come in the window asked for: counted, with the rules that kept every vehicle away. */
function decline(city: City, rows: Harvest, board: Board, intake: Intake, at: Date): void {
  const request = requestOf(board, riderOf(intake, intake.ask.wanted), false);
  const { problem, plan } = asPlan(board);
  const ranked = ownReasons(rankInsertions(withRequest(problem, request), plan, request), request.id);
  rows.declinedDemand.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "declined", intake.ask.key),
    bookingId: intake.ask.id,
    stage: "no_slot",
    district: intake.ask.from.district,
    wantedFrom: intake.ask.wanted.from,
    reasons: countReasons(ranked),
    createdAt: at,
  });
}

/**
 * Ask the plan for slots, price them, and let the booker take one. Answers null when the plan has none (then the demand is
 * counted as declined) or the booker would only come to it after now.
 */
export function sell(city: City, rows: Harvest, rules: Rules, board: Board, intake: Intake): Sale | null {
  const { ask, readyAt, by } = intake;
  if (!readyAt || readyAt > city.now) return null;
  const wide = riderOf(intake, ask.wanted);
  const { problem, plan } = asPlan(board);
  const lead = secondsOn(board, readyAt) + rules.settings.slots.leadMinutes * 60;
  const from = Math.ceil(Math.max(lead, secondsOn(board, ask.wanted.from)) / slotSeconds) * slotSeconds;
  const search = {
    fromSeconds: from,
    toSeconds: secondsOn(board, ask.wanted.until),
    stepSeconds: slotSeconds,
    widthSeconds: slotSeconds,
    count: quotesShown,
  };
  const fits = findSlots(problem, plan, requestOf(board, wide, false), search);
  if (fits.length === 0) {
    decline(city, rows, board, intake, readyAt);
    return null;
  }
  const quotes = fits.map((fit, index) => quoteRow(city, rules, board, intake, fit, index, readyAt));
  const wish = ask.dice.weighted([
    [0, 6],
    [1, 3],
    [2, 1],
  ]);
  const chosen = quotes[ask.hurried ? 0 : Math.min(quotes.length - 1, wish)];
  rows.quote.push(...quotes);
  const after_ = { quotes: quotes.map(({ id, totalFen }) => ({ id, totalFen })) };
  note(city, rows, by, readyAt, {
    verb: "quote.list",
    noun: "booking",
    nounId: ask.id,
    bookingId: ask.id,
    after: after_,
  });
  const confirmedAt = after(readyAt, ask.dice.between(70, 280));
  if (!chosen || confirmedAt > city.now) return null;
  const rider = riderOf(intake, { from: chosen.pickupFrom, until: chosen.pickupUntil });
  return { intake, rider, quote: chosen, askedAt: readyAt, confirmedAt, relief: null };
}

/** All shifts ranked for a sold booking, the operators asked before left out; with what a replay needs. */
export function rank(board: Board, rider: Rider, asked: ReadonlySet<string>, at: Date) {
  const request = requestOf(board, rider, true, [...asked].sort());
  const { problem, plan } = asPlan(board);
  const ranked = rankInsertions(withRequest(problem, request), plan, request);
  const fits = makeFitRecord(request, ranked, board.epochMs, secondsOn(board, at));
  const pack = (given: Omit<Asked, "request" | "askedBefore">) =>
    packInput(problem, plan, { ...given, request, askedBefore: asked }, partSalt);
  return { ranked, fits, pack };
}
