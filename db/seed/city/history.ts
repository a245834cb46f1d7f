import { addDays, localDay } from "@/server/core/local-time";
import { type Ask, asksOf } from "./ask";
import { type Board, openBoard, takeOff } from "./board";
import { allotments, routeStops, timedRoutes } from "./board-route";
import { type Carried, carry } from "./carry";
import { openComplaints, reportAdverse } from "./cases";
import { handInCash } from "./cash";
import { chance } from "./chance";
import { type City, dayAt } from "./city";
import { confirm } from "./confirm";
import { dispatch } from "./dispatch";
import type { Draft } from "./draft";
import { driveRoute } from "./drive";
import { handTo120, openCallbacks } from "./emergencies";
import { clearPoint } from "./ends";
import type { StoredFile } from "./files";
import { operators } from "./fleet-plan";
import { after, emptyHarvest, type Harvest, note } from "./harvest";
import { type Intake, takeIn } from "./intake";
import type { Assignment, Market } from "./market";
import { chargeFor, feeBill, settle, tripBill } from "./money";
import type { Numbers } from "./numbers";
import { orgId } from "./organizations";
import { people } from "./people";
import { trackIdle, trackTrips } from "./positions";
import { rateRides } from "./ratings";
import { claimRelief } from "./relief";
import { seedId } from "./rows";
import { type Rules, rulesOf } from "./rules";
import { type Sale, sell } from "./sell";
import type { SeedShift } from "./shifts";
import { accountId } from "./staff";
import { asksOfToday } from "./today";
import { makeTrip, ownersOf, type TripRow } from "./trips";

/** All that the days of one run share. */
interface Run {
  city: City;
  rows: Harvest;
  rules: Rules;
  boards: ReadonlyMap<string, Board>;
  market: Market;
  owners: ReadonlyMap<string, string>;
  trips: Map<string, { assignment: Assignment; row: TripRow }>;
  /** Cancellations still to come, by instant. */
  leaving: { at: Date; sale: Sale; board: Board }[];
  fees: Draft[];
}

/** How many bookings a day brings: weekdays more than weekends, the days ahead fewer and fewer. */
function countFor(city: City, day: string, offset: number): number {
  const dice = chance(`${city.regionId}/volume/${day}`);
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const full = city.regionId === "331000" ? dice.between(38, 44) : dice.between(2, 4);
  const usual = weekend ? Math.round(full * 0.8) : full;
  return offset <= 0 ? usual : Math.ceil(usual * Math.max(0.06, 0.4 - offset * 0.06));
}

/** The day whose shifts carry a wish: in the small hours those that began the evening before. */
function boardDay(city: City, ask: Ask): string {
  const day = localDay(ask.wanted.from, city.timeZone);
  return ask.wanted.from.getTime() - new Date(`${day}T07:00:00+08:00`).getTime() < 0 ? addDays(day, -1) : day;
}

function openBoards(
  city: City,
  rules: Rules,
  shifts: readonly SeedShift[],
  asks: readonly Ask[],
): Map<string, Board> {
  const byDay = Map.groupBy(shifts, (it) => it.day);
  const asked = Map.groupBy(asks, (ask) => boardDay(city, ask));
  return new Map(
    [...byDay].map(([day, own]) => {
      const ends = (asked.get(day) ?? []).flatMap((ask) => [clearPoint(ask.from), clearPoint(ask.to)]);
      return [day, openBoard(city, rules.settings, day, own, ends)];
    }),
  );
}

/** When a booker who will cancel does so: mostly a day before, now and then at the last minute. */
function cancelAt({ intake, quote, confirmedAt }: Sale): Date {
  const { dice } = intake.ask;
  const before = dice.weighted([
    [20, 2],
    [75, 3],
    [200, 4],
    [900, 3],
  ]);
  return new Date(Math.max(after(confirmedAt, 240).getTime(), quote.pickupFrom.getTime() - before * 60_000));
}

/** Give the berth back, end the trip, bill the fee if it was late. */
function cancel(run: Run, { at, sale, board }: Run["leaving"][number]): void {
  const { city, rows } = run;
  const { ask, row, by } = sale.intake;
  if (!takeOff(board, ask.id)) return;
  const charge = chargeFor(run.rules, sale, at);
  const why = ask.dice.pick(people.cancelNotes);
  row.cancelledAt = at;
  row.cancelReason = why.reason;
  row.cancelFeeFen = charge.fen;
  const held = rows.slotHold.find((it) => it.bookingId === ask.id);
  if (held) Object.assign(held, { status: "released", endedAt: at });
  const trip = run.trips.get(ask.id);
  if (trip) {
    trip.row.status = "cancelled";
    trip.row.endedAt = at;
    note(city, rows, by, at, {
      verb: "trip.cancel",
      noun: "trip",
      nounId: trip.row.id,
      bookingId: ask.id,
      after: { status: "cancelled" },
    });
  }
  const before = { confirmedAt: row.confirmedAt?.toISOString() ?? null };
  note(city, rows, by, at, {
    verb: "booking.cancel",
    noun: "booking",
    nounId: ask.id,
    bookingId: ask.id,
    before,
    after: { reason: why.reason, feeFen: charge.fen, rule: charge.rule },
  });
  const fee = feeBill(city, sale, trip?.row.orgId ?? sale.quote.operatorId, charge, {}, after(at, 1));
  if (fee) run.fees.push(fee);
}

/** Everybody who leaves before an instant. */
function letLeave(run: Run, until: Date): void {
  run.leaving.sort((a, b) => a.at.getTime() - b.at.getTime());
  while (run.leaving[0] && run.leaving[0].at <= until) {
    const next = run.leaving.shift();
    if (next) cancel(run, next);
  }
}

/** From the first question for slots to the operator's yes. */
function book(run: Run, intake: Intake): void {
  const { city, rows, rules, market } = run;
  const board = run.boards.get(boardDay(city, intake.ask));
  if (!board || !intake.readyAt) return;
  letLeave(run, intake.readyAt);
  const sale = sell(city, rows, rules, board, intake);
  if (!sale) return;
  claimRelief(city, rows, rules, sale);
  confirm(city, rows, board, sale);
  const assignment = dispatch(city, rows, rules, board, market, sale);
  if (!assignment) return;
  run.trips.set(intake.ask.id, { assignment, row: makeTrip(city, rows, assignment, run.owners) });
  const at = cancelAt(sale);
  if (intake.ask.fate === "cancelled" && at > assignment.acceptedAt && at <= city.now)
    run.leaving.push({ at, sale, board });
}

/** Write a day's routes into its shifts, with the claims, and let the crews drive. */
function driveDay(run: Run, board: Board, signatures: readonly StoredFile[]): Carried[] {
  const { city, rows } = run;
  const carried: Carried[] = [];
  for (const [id, shift] of board.shifts) shift.row.planVersion = board.planVersions.get(id) ?? 1;
  for (const route of timedRoutes(board)) {
    const shift = board.shifts.get(route.shiftId);
    if (!shift) continue;
    shift.row.route = routeStops(board, route);
    for (const { bookingId, fromMs, untilMs, berths } of allotments(board, route)) {
      for (const berth of berths)
        rows.claim.push({
          regionId: city.regionId,
          id: seedId(city.regionId, "claim", `${bookingId}/${berth}`),
          vehicleId: shift.row.vehicleId,
          shiftId: route.shiftId,
          berth,
          during: { from: new Date(fromMs), until: new Date(untilMs) },
          state: run.trips.has(bookingId) ? "assigned" : "promised",
          bookingId,
          holdId: null,
          createdAt: run.trips.get(bookingId)?.assignment.acceptedAt ?? city.now,
        });
    }
    const driven = driveRoute(board, route);
    for (const stop of route.stops) {
      const trip = run.trips.get(stop.requestId);
      const its = driven.get(stop.requestId);
      if (stop.kind === "pickup" && trip && its)
        carried.push(carry(city, rows, trip.assignment, trip.row, its, signatures));
    }
  }
  return carried;
}

/** Nobody was at the door: the tariff's fee, where it has one. */
function noShowFees(run: Run, carried: readonly Carried[]): Draft[] {
  return carried.flatMap(({ assignment, row }) => {
    if (row.status !== "failed" || !row.endedAt) return [];
    const charge = chargeFor(run.rules, assignment.sale, null);
    return (
      feeBill(run.city, assignment.sale, row.orgId, charge, { reason: "not_there" }, after(row.endedAt, 5)) ??
      []
    );
  });
}

/** Trips whose money was settled when they ended; of those of the last minutes the product's own sweep takes care. */
function markAccounted(city: City, rows: Harvest): void {
  const settledMs = 10 * 60_000;
  for (const row of rows.trip)
    if (row.endedAt && city.now.getTime() - row.endedAt.getTime() > settledMs) row.accountedAt = row.endedAt;
}

function dispatchersOf(city: City): Map<string, string> {
  const list = (operators[city.regionId] ?? []).map(({ key }, index): [string, string] => [
    orgId(city.regionId, key),
    accountId(city.regionId, `dispatcher${index + 1}`),
  ]);
  return new Map(list);
}

/**
 * Live through the days from `first` to `last` (offsets from today): what was asked for, sold, offered, driven and paid by
 * now, and what is booked ahead. Fills the routes of `shifts` in; answers with all other rows.
 */
export function live(
  city: City,
  shifts: readonly SeedShift[],
  span: { first: number; last: number },
  numbers: Numbers,
  signatures: readonly StoredFile[],
): Harvest {
  const rules = rulesOf(city);
  const rows = emptyHarvest();
  const days = Array.from({ length: span.last - span.first + 1 }, (_, index) => span.first + index);
  const usual = days.flatMap((offset) =>
    asksOf(city, rules.settings.roads, dayAt(city, offset), countFor(city, dayAt(city, offset), offset)),
  );
  const special = span.first <= 0 ? asksOfToday(city, rules.settings.roads) : [];
  const asks = [...usual, ...special]
    .filter((ask) => ask.createdAt <= city.now)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const dispatchers = dispatchersOf(city);
  const market: Market = { shifts, operatorIds: [...dispatchers.keys()], given: [], dispatchers };
  const boards = openBoards(city, rules, shifts, asks);
  const run: Run = {
    city,
    rows,
    rules,
    boards,
    market,
    owners: ownersOf(city.regionId),
    trips: new Map(),
    leaving: [],
    fees: [],
  };
  const intakes = asks.map((ask) => takeIn(city, rows, rules, ask, numbers.next("booking", ask.createdAt)));
  for (const intake of intakes)
    if (intake.judged.outcome === "handoff_120")
      handTo120(city, rows, rules, intake, numbers.next("emergency", intake.ask.createdAt));
  const ready = intakes
    .filter((it) => it.readyAt !== null)
    .sort((a, b) => (a.readyAt?.getTime() ?? 0) - (b.readyAt?.getTime() ?? 0));
  for (const intake of ready) book(run, intake);
  letLeave(run, city.now);
  const carried = [...boards.values()].flatMap((board) => driveDay(run, board, signatures));
  const drafts = [
    ...carried.flatMap((it) => tripBill(city, rules, it) ?? []),
    ...run.fees,
    ...noShowFees(run, carried),
  ];
  settle(city, rows, drafts, (at) => numbers.next("bill", at));
  handInCash(city, rows, dispatchers);
  markAccounted(city, rows);
  reportAdverse(city, rows, rules, carried, market.operatorIds);
  trackTrips(city, rows, carried);
  openComplaints(city, rows, rules, carried, (at) => numbers.next("complaint", at), dispatchers);
  rateRides(city, rows, carried);
  if (span.first <= 0) {
    openCallbacks(city, rows);
    trackIdle(city, rows, shifts);
  }
  return rows;
}
