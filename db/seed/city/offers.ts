import type { OfferSnapshot } from "@/server/core/offer-snapshot";
import type { Place } from "@/server/core/place";
import type { Ranked } from "@/server/core/scheduler/insertion";
import { type Board, instantOn } from "./board";
import type { City } from "./city";
import { after, type Doer, type Harvest, note, system } from "./harvest";
import type { Market } from "./market";
import { people } from "./people";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import type { Sale } from "./sell";

type Answer = "accepted" | "declined" | "expired" | "open";

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

/** An offer as it is put to an operator, still open. */
export function offerRow(
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
export function answer(
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
