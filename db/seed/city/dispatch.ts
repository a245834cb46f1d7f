import type { OperatorRecord } from "@/server/core/allocation";
import { chooseShift, countReasons, type DecisionBasis, reasonsFor } from "@/server/core/decision";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";
import type { Place } from "@/server/core/place";
import type { Ranked } from "@/server/core/scheduler/insertion";
import { seal } from "@/server/gateways/vault";
import { type Board, instantOn, place, touch } from "./board";
import type { City } from "./city";
import { after, type Doer, type Harvest, note, system } from "./harvest";
import { giveConsents, initialViewers } from "./intake";
import { people } from "./people";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import { rank, type Sale } from "./sell";
import type { SeedShift } from "./shifts";
import { accountId } from "./staff";

/** A booking that an operator took: on which shift, since when. */
export interface Assignment {
  sale: Sale;
  shift: SeedShift;
  acceptedAt: Date;
  /** The account that accepted, and what it was promised to be planned for. */
  acceptedBy: string;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
}

/** What the allocation rule looks back on: every shift of the seed and the trips given out so far. */
export interface Market {
  shifts: readonly SeedShift[];
  operatorIds: readonly string[];
  /** When each trip was given, by operator. */
  given: { operatorId: string; at: number }[];
  /** The account that answers for an operator. */
  dispatchers: ReadonlyMap<string, string>;
}

function operatorRecords(market: Market, at: Date, days: number): OperatorRecord[] {
  const [from, until] = [at.getTime() - days * 86_400_000, at.getTime()];
  return [...market.operatorIds].sort().map((operatorId) => {
    let capacityMs = 0;
    for (const { row } of market.shifts) {
      if (row.orgId !== operatorId) continue;
      capacityMs += Math.max(
        0,
        Math.min(row.endsAt.getTime(), until) - Math.max(row.startsAt.getTime(), from),
      );
    }
    const assignedTrips = market.given.filter(
      (it) => it.operatorId === operatorId && it.at > from && it.at <= until,
    ).length;
    return { operatorId, capacitySeconds: Math.round(capacityMs / 1000), assignedTrips };
  });
}

const matcher = system("match-booking");
const labelOf = (it: Place): string => (it.facilityId ? it.label : it.district);

function snapshotOf(
  board: Board,
  { intake, quote, rider }: Sale,
  fit: Ranked,
  reasons: OfferSnapshot["reasons"],
): OfferSnapshot {
  const { ask, row } = intake;
  return {
    bookingNumber: row.number,
    serviceLevel: rider.needs.serviceLevel,
    grade: rider.needs.grade,
    mobility: ask.mobility,
    needs: rider.needs,
    fromLabel: labelOf(ask.from),
    toLabel: labelOf(ask.to),
    fromDistrict: ask.from.district,
    toDistrict: ask.to.district,
    from: rider.from,
    to: rider.to,
    floors: { from: ask.from.floor, fromLift: ask.from.hasLift, to: ask.to.floor, toLift: ask.to.hasLift },
    pickupFrom: quote.pickupFrom.toISOString(),
    pickupUntil: quote.pickupUntil.toISOString(),
    plannedPickupAt: instantOn(board, fit.pickupSeconds).toISOString(),
    plannedDropoffAt: instantOn(board, fit.dropSeconds).toISOString(),
    distanceMetres: ask.distanceMetres,
    emptyMetres: fit.emptyMetres,
    addedMetres: fit.addedMetres,
    totalFen: quote.totalFen,
    plate: board.shifts.get(fit.shiftId)?.vehicle.row.plate ?? "",
    reasons,
  };
}

/** Accept the quote, hold and promise the slot, with all that the confirmation writes. */
export function confirm(city: City, rows: Harvest, board: Board, sale: Sale): void {
  const { intake, quote, confirmedAt } = sale;
  const { ask, row, by } = intake;
  const heldAt = after(sale.askedAt, (confirmedAt.getTime() - sale.askedAt.getTime()) / 3000);
  quote.status = "accepted";
  quote.acceptedAt = confirmedAt;
  row.confirmedAt = confirmedAt;
  row.contactVerifiedAt = confirmedAt;
  giveConsents(city, rows, ask, confirmedAt);
  const id = seedId(city.regionId, "hold", ask.key);
  const holder = ask.bookedBy ? `booking:${ask.id}` : seedId(city.regionId, "browser", ask.key);
  rows.slotHold.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    quoteId: quote.id,
    shiftId: quote.shiftId,
    vehicleClass: quote.vehicleClass,
    status: "promised",
    browserIndex: holder,
    contactIndex: null,
    addressIndex: holder,
    verified: true,
    renewals: 0,
    pickupFrom: quote.pickupFrom,
    expiresAt: after(heldAt, 300),
    createdAt: heldAt,
    endedAt: confirmedAt,
    ...initialViewers(ask),
  });
  touch(board, quote.shiftId);
  const of = { bookingId: ask.id };
  note(city, rows, by, heldAt, {
    verb: "slot.hold",
    noun: "hold",
    nounId: id,
    ...of,
    after: { shiftId: quote.shiftId, pickupFrom: quote.pickupFrom.toISOString() },
  });
  note(city, rows, by, confirmedAt, {
    verb: "slot.promise",
    noun: "hold",
    nounId: id,
    ...of,
    after: { shiftId: quote.shiftId, kind: quote.shiftKind, pickupFrom: quote.pickupFrom.toISOString() },
  });
  const verb = ask.channel === "family" ? "booking.confirm" : "booking.confirmByStaff";
  const sold = {
    quoteId: quote.id,
    totalFen: quote.totalFen,
    pickupFrom: quote.pickupFrom.toISOString(),
    pickupUntil: quote.pickupUntil.toISOString(),
  };
  note(city, rows, by, confirmedAt, {
    verb,
    noun: "booking",
    nounId: ask.id,
    ...of,
    before: { status: "held" },
    after: sold,
  });
  if (quote.shiftKind === "committed") promise(city, rows, sale, "confirmed", confirmedAt, by);
}

function promise(
  city: City,
  rows: Harvest,
  { intake, quote }: Sale,
  reason: string,
  at: Date,
  by: Doer,
): void {
  const rideMs = quote.plannedDropoffAt.getTime() - quote.plannedPickupAt.getTime();
  rows.promise.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "promise", intake.ask.key),
    bookingId: intake.ask.id,
    pickupFrom: quote.pickupFrom,
    pickupUntil: quote.pickupUntil,
    dropoffBy: new Date(quote.pickupUntil.getTime() + rideMs),
    reason,
    madeBy: by.name,
    createdAt: at,
    ...initialViewers(intake.ask),
  });
}

type Answer = "accepted" | "declined" | "expired" | "open";

/** One round of asking: the decision with all candidates, and the offer it makes. */
function round(
  city: City,
  rows: Harvest,
  rules: Rules,
  board: Board,
  market: Market,
  sale: Sale,
  asked: Set<string>,
  number: number,
  at: Date,
) {
  const { ask } = sale.intake;
  const backing = sale.quote.shiftId;
  const { ranked, fits } = rank(board, sale.rider, asked, at);
  const choice = chooseShift(
    ranked,
    operatorRecords(market, at, rules.settings.allocation.shareDays),
    backing,
    asked,
  );
  const { chosen } = choice;
  const id = seedId(city.regionId, "decision", `${ask.key}/${number}`);
  const basis: DecisionBasis = {
    round: number,
    planVersions: Object.fromEntries(board.planVersions),
    ruleVersions: { allocation: choice.allocation.rule, region: rules.settingsId },
    allocation: choice.allocation,
    // All candidates stand beside it; here those that the allocation chose from.
    fits: { ...fits, candidates: fits.candidates.filter((it) => it.feasible) },
    askedBefore: [...asked].sort(),
    backingShiftId: backing,
  };
  const reasons = reasonsFor(choice, backing, number);
  rows.decision.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    kind: number === 1 ? "match" : "rematch",
    chosenShiftId: chosen?.shiftId ?? null,
    chosenOrgId: chosen?.operatorId ?? null,
    candidates: ranked.map((it) => ({ ...it, ...choice.standings.get(it.shiftId) })),
    basis: { ...basis },
    explanation: { reasons, against: countReasons(ranked) },
    createdAt: at,
  });
  note(city, rows, matcher, at, {
    verb: "dispatch.match",
    noun: "decision",
    nounId: id,
    bookingId: ask.id,
    after: { round: number, chosenShiftId: chosen?.shiftId ?? null, candidates: ranked.length },
  });
  return { chosen, decisionId: id, reasons, ranked };
}

function offerRow(
  city: City,
  rules: Rules,
  board: Board,
  sale: Sale,
  made: { chosen: Ranked; decisionId: string; reasons: OfferSnapshot["reasons"] },
  number: number,
  at: Date,
) {
  const { chosen } = made;
  const { offers } = rules.settings;
  const minutesLeft = (sale.quote.pickupFrom.getTime() - at.getTime()) / 60_000;
  const minutes =
    minutesLeft <= offers.urgentWithinMinutes ? offers.urgentExpiryMinutes : offers.expiryMinutes;
  return {
    regionId: city.regionId,
    id: seedId(city.regionId, "offer", `${sale.intake.ask.key}/${number}`),
    bookingId: sale.intake.ask.id,
    orgId: chosen.operatorId,
    shiftId: chosen.shiftId,
    decisionId: made.decisionId,
    round: number,
    status: "open" as Answer,
    committed: chosen.shiftKind === "committed",
    snapshot: snapshotOf(board, sale, chosen, made.reasons),
    expiresAt: after(at, minutes * 60),
    answeredAt: null as Date | null,
    answeredBy: null as string | null,
    declineReason: null as (typeof people.declineNotes)[number]["reason"] | null,
    declineNote: null as string | null,
    createdAt: at,
  };
}

/** The operator's answer, and when it came. */
function answer(
  city: City,
  rows: Harvest,
  market: Market,
  sale: Sale,
  row: ReturnType<typeof offerRow>,
): Answer {
  const { dice } = sale.intake.ask;
  const says: Answer =
    row.round > 1
      ? "accepted"
      : dice.weighted<Answer>([
          ["accepted", 955],
          ["declined", 32],
          ["expired", 13],
        ]);
  const waits = sale.intake.ask.fate === "waiting";
  const at = waits
    ? row.expiresAt
    : says === "expired"
      ? row.expiresAt
      : after(row.createdAt, dice.between(15, row.committed ? 90 : 150));
  if (waits || at > city.now) return "open";
  const account = market.dispatchers.get(row.orgId) ?? "";
  const by: Doer =
    says === "expired"
      ? system("expire-offer")
      : { name: `user:${account}`, role: "dispatcher", orgId: row.orgId };
  row.status = says;
  row.answeredAt = at;
  row.answeredBy = says === "expired" ? null : account;
  if (says === "declined") {
    const why = dice.pick(people.declineNotes);
    row.declineReason = why.reason;
    row.declineNote = why.zh;
    note(city, rows, by, at, {
      verb: "offer.decline",
      noun: "offer",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: "declined", reason: why.reason, breach: row.committed },
    });
  }
  if (says === "expired")
    note(city, rows, by, at, {
      verb: "offer.expire",
      noun: "offer",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: "expired", breach: row.committed },
    });
  return says;
}

function unserved(
  city: City,
  rows: Harvest,
  sale: Sale,
  reasons: { constraint: string; vehicles: number }[],
  at: Date,
): void {
  const { ask, row } = sale.intake;
  row.unservedAt = at;
  const open = at.getTime() > city.now.getTime() - 1_800_000;
  rows.declinedDemand.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "declined", ask.key),
    bookingId: ask.id,
    stage: "no_operator",
    district: ask.from.district,
    wantedFrom: ask.wanted.from,
    reasons,
    createdAt: at,
  });
  rows.callback.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "callback", ask.key),
    bookingId: ask.id,
    reason: "unserved",
    status: open ? "open" : "done",
    phoneSealed: seal(ask.booker.phone, `${city.regionId}/callback/phone`),
    note: "",
    dueAt: after(at, 600),
    doneBy: open ? null : accountId(city.regionId, "seat1"),
    doneAt: open ? null : after(at, 400),
    outcome: open ? null : "已回电，改约次日上午",
    createdAt: at,
  });
  note(city, rows, matcher, at, {
    verb: "booking.unserved",
    noun: "booking",
    nounId: ask.id,
    bookingId: ask.id,
    after: { reasons },
  });
}

/**
 * Put a confirmed booking to one operator after another until one takes it. Null when nobody did (the booking is then
 * unserved), or when an offer is still open.
 */
export function dispatch(
  city: City,
  rows: Harvest,
  rules: Rules,
  board: Board,
  market: Market,
  sale: Sale,
): Assignment | null {
  const asked = new Set<string>();
  let at = after(sale.confirmedAt, 2);
  for (let number = 1; number <= 3; number++) {
    if (at > city.now) return null;
    const made = round(city, rows, rules, board, market, sale, asked, number, at);
    const { chosen } = made;
    if (!chosen) {
      unserved(city, rows, sale, countReasons(made.ranked), at);
      return null;
    }
    const row = offerRow(city, rules, board, sale, { ...made, chosen }, number, at);
    rows.offer.push(row);
    note(city, rows, matcher, at, {
      verb: "offer.make",
      noun: "offer",
      nounId: row.id,
      bookingId: row.bookingId,
      after: {
        orgId: row.orgId,
        shiftId: row.shiftId,
        round: number,
        expiresAt: row.expiresAt.toISOString(),
      },
    });
    const said = answer(city, rows, market, sale, row);
    const shift = board.shifts.get(chosen.shiftId);
    if (said === "open" || !shift) {
      // An unanswered offer leaves the booking on the shift that backs its slot.
      place(board, sale.rider, chosen);
      return null;
    }
    if (said === "accepted" && row.answeredAt) {
      place(board, sale.rider, chosen);
      touch(board, chosen.shiftId);
      market.given.push({ operatorId: chosen.operatorId, at: row.answeredAt.getTime() });
      if (sale.quote.shiftKind !== "committed")
        promise(city, rows, sale, "accepted", row.answeredAt, {
          name: `user:${row.answeredBy}`,
          role: "dispatcher",
          orgId: row.orgId,
        });
      const after_ = {
        status: "accepted",
        tripId: seedId(city.regionId, "trip", sale.intake.ask.key),
        plannedPickupAt: row.snapshot.plannedPickupAt,
      };
      note(
        city,
        rows,
        { name: `user:${row.answeredBy}`, role: "dispatcher", orgId: row.orgId },
        row.answeredAt,
        {
          verb: "offer.accept",
          noun: "offer",
          nounId: row.id,
          bookingId: row.bookingId,
          before: { status: "open" },
          after: after_,
        },
      );
      const { plannedPickupAt, plannedDropoffAt } = row.snapshot;
      return {
        sale,
        shift,
        acceptedAt: row.answeredAt,
        acceptedBy: row.answeredBy ?? "",
        plannedPickupAt: new Date(plannedPickupAt),
        plannedDropoffAt: new Date(plannedDropoffAt),
      };
    }
    asked.add(chosen.operatorId);
    at = after(row.answeredAt ?? row.expiresAt, 2);
  }
  return null;
}
