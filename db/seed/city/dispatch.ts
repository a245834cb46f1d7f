import { digest } from "@/server/core/audit-chain";
import { chooseShift, countReasons, type DecisionBasis, reasonsFor } from "@/server/core/decision";
import { decisionText } from "@/server/core/decision-input";
import { standingCandidates } from "@/server/core/decision-replay";
import { seal } from "@/server/gateways/vault";
import { type Board, place, touch } from "./board";
import type { City } from "./city";
import { promise } from "./confirm";
import { after, type Harvest, note, system } from "./harvest";
import { type Assignment, type Market, operatorRecords } from "./market";
import { answer, offerRow } from "./offers";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import { rank, type Sale } from "./sell";
import { accountId } from "./staff";

const matcher = system("match-booking");

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
  const { ranked, fits, pack } = rank(board, sale.rider, asked, at);
  const { withinPercent, shareDays } = rules.settings.allocation;
  const operators = operatorRecords(market, at, shareDays);
  const choice = chooseShift(ranked, operators, withinPercent, backing, asked);
  const { chosen } = choice;
  const id = seedId(city.regionId, "decision", `${ask.key}/${number}`);
  const basis: DecisionBasis = {
    round: number,
    planVersions: Object.fromEntries(board.planVersions),
    ruleVersions: {
      allocation: choice.allocation.rule,
      region: rules.settingsId,
      standard: rules.standardId,
    },
    allocation: choice.allocation,
    // All candidates stand beside it; here those that the allocation chose from.
    fits: { ...fits, candidates: fits.candidates.filter((it) => it.feasible) },
    askedBefore: [...asked].sort(),
    backingShiftId: backing,
  };
  const reasons = reasonsFor(choice, backing, number);
  const row = {
    id,
    bookingId: ask.id,
    kind: number === 1 ? ("match" as const) : ("rematch" as const),
    chosenShiftId: chosen?.shiftId ?? null,
    chosenOrgId: chosen?.operatorId ?? null,
    candidates: standingCandidates(ranked, choice),
    basis: { ...basis },
    explanation: { reasons, against: countReasons(ranked) },
    createdAt: at,
  };
  const input = pack({ withinPercent, operators, backingShiftId: backing });
  rows.decision.push({ regionId: city.regionId, ...row });
  rows.decisionInput.push({
    regionId: city.regionId,
    decisionId: id,
    content: input.content,
    createdAt: at,
  });
  for (const [hash, { text: content, requestIds: bookingIds }] of input.parts)
    if (!board.partsKept.has(hash)) {
      board.partsKept.add(hash);
      rows.decisionPart.push({ regionId: city.regionId, hash, content, bookingIds, createdAt: at });
    }
  note(city, rows, matcher, at, {
    verb: "dispatch.match",
    noun: "decision",
    nounId: id,
    bookingId: ask.id,
    after: {
      round: number,
      chosenShiftId: chosen?.shiftId ?? null,
      candidates: ranked.length,
      recordHash: digest(decisionText(row)),
      inputHash: digest(input.content),
    },
  });
  return { chosen, decisionId: id, reasons, ranked };
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
