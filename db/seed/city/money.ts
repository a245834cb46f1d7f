import type { payment } from "@/db/schema/billing";
import { billTrip } from "@/server/core/bill";
import { cancellationLine, writtenLines } from "@/server/core/bill-record";
import { drivenFacts } from "@/server/core/driven";
import { billRow, type LedgerRow, paymentRow, refundRow, resolvingRow } from "@/server/core/ledger";
import { type CancellationCharge, cancellationFee } from "@/server/core/tariff/cancellation";
import type { Carried } from "./carry";
import type { City } from "./city";
import type { Draft } from "./draft";
import { after, type Doer, type Harvest, note, system } from "./harvest";
import { settleInsured } from "./insurance";
import { countedPrice } from "./relief";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import type { Sale } from "./sell";
import { crewDoer } from "./trips";

type PaymentRow = typeof payment.$inferInsert;
type Driver = Draft["driver"];

const billing = system("bill-trip");
const stripe = system("settle-payment-event");

/** The bill of a completed trip, made as the product makes it; null before it is over. */
export function tripBill(city: City, rules: Rules, { assignment, row, driven }: Carried): Draft | null {
  if (row.status !== "completed" || !row.endedAt) return null;
  const { sale } = assignment;
  const { ask } = sale.intake;
  const price = countedPrice(rules, sale);
  const { actual, facilityWaitMinutes } = drivenFacts(price.facts, driven);
  const made = billTrip({
    tariff: price.tariff,
    quote: { tariff: price.tariff.id, lines: price.lines },
    actual,
    facilityWaitMinutes,
    extras: [],
    part: "whole",
    ceiling: sale.quote.ceilingFen
      ? { fen: sale.quote.ceilingFen, rule: sale.quote.ceilingRule ?? "" }
      : null,
  });
  const facts = {
    actual,
    driven,
    facilityWaitMinutes,
    facilityWaitingFen: made.facilityWaitingFen,
    part: "whole",
    ...(sale.relief ? { relief: sale.relief } : {}),
  };
  const driver: Driver =
    ask.channel === "hospital"
      ? "pos"
      : ask.dice.weighted<Driver>([
          ["cash", 3],
          ["pos", 4],
          ["stripe", 3],
        ]);
  return {
    row: {
      regionId: city.regionId,
      id: seedId(city.regionId, "bill", ask.key),
      number: "",
      bookingId: ask.id,
      orgId: row.orgId,
      quoteId: sale.quote.id,
      kind: "trip",
      status: "issued",
      ...writtenLines(made),
      facts,
      totalFen: made.totalFen,
      issuedAt: after(row.endedAt, ask.dice.between(3, 15)),
      paidAt: null,
      viewerOrgs: row.viewerOrgs,
      viewerUsers: row.viewerUsers,
    },
    sale,
    by: crewDoer(row),
    driver,
  };
}

/** What cancelling a sold booking at an instant costs (`null`: nobody was at the door). */
export function chargeFor(rules: Rules, sale: Sale, cancelledAt: Date | null): CancellationCharge {
  const { quote, relief } = sale;
  // Whoever does not get the price they hoped for goes free.
  if (relief === "refused" && cancelledAt) return { code: "free", fen: 0, rule: null, demonstration: false };
  const bookedPickupAt = quote.pickupFrom.getTime();
  const at = cancelledAt && Math.min(cancelledAt.getTime(), bookedPickupAt);
  const { totalFen } = countedPrice(rules, sale);
  return cancellationFee(rules.tariff, {
    bookedPickupAt,
    cancelledAt: at,
    quoteFen: totalFen,
    promised: true,
  });
}

/** The one-line bill of a fee; null where nothing is owed. */
export function feeBill(
  city: City,
  sale: Sale,
  orgId: string,
  charge: CancellationCharge,
  facts: Record<string, unknown>,
  at: Date,
): Draft | null {
  const line = cancellationLine(charge);
  if (!line) return null;
  const { row: booked, ask } = sale.intake;
  return {
    row: {
      regionId: city.regionId,
      id: seedId(city.regionId, "bill", ask.key),
      number: "",
      bookingId: ask.id,
      orgId,
      quoteId: sale.quote.id,
      kind: "cancellation",
      status: "issued",
      lines: [line],
      differences: [],
      facts: { ...facts, charge },
      totalFen: charge.fen,
      issuedAt: at,
      paidAt: null,
      viewerOrgs: [...new Set([...booked.viewerOrgs, orgId])],
      viewerUsers: booked.viewerUsers,
    },
    sale,
    by: sale.intake.by,
    driver: "stripe",
  };
}

interface Books {
  orgId: string;
  bookingId: string;
  partyId?: string | null;
}

function post(
  city: City,
  rows: Harvest,
  of: Books,
  row: LedgerRow,
  at: Date,
  resolvesId: string | null = null,
): string {
  const id = seedId(city.regionId, "ledger", row.causeKey);
  rows.ledgerEntry.push({ ...row, ...of, regionId: city.regionId, id, at, resolvesId });
  return id;
}

function writePayment(
  city: City,
  rows: Harvest,
  { row, sale, by, driver }: Draft,
  at: Date,
  amountFen: number,
): PaymentRow {
  const { ask } = sale.intake;
  const online = driver === "stripe";
  const paid: PaymentRow = {
    regionId: city.regionId,
    id: seedId(city.regionId, "payment", ask.key),
    bookingId: ask.id,
    billId: row.id,
    driver,
    partyId: null,
    status: "succeeded",
    amountFen,
    idempotencyKey: online ? `checkout-${ask.id}-${amountFen}-1` : `${driver}-${ask.id}`,
    providerRef: online
      ? `cs_demonstration_${ask.id.slice(0, 12)}`
      : driver === "pos"
        ? `S${ask.id.slice(0, 10)}`
        : null,
    intentRef: online ? `pi_demonstration_${ask.id.slice(0, 12)}` : null,
    // Named here so that every row has it: the hand-in of the next morning writes it.
    cashCountId: null,
    failure: null,
    takenBy: online ? null : by.name,
    createdAt: online ? after(at, -70) : at,
    settledAt: at,
    viewerOrgs: row.viewerOrgs,
    viewerUsers: row.viewerUsers,
  };
  rows.payment.push(paid);
  const inHand = driver === "cash" && by.name.startsWith("user:") ? by.name.slice("user:".length) : null;
  const of = { orgId: row.orgId, bookingId: ask.id, partyId: inHand };
  if (!online) {
    post(city, rows, of, paymentRow({ id: paid.id, driver, amountFen }, "posted"), at);
    const verb = driver === "cash" ? "payment.recordCash" : "payment.recordPos";
    note(city, rows, by, at, {
      verb,
      noun: "payment",
      nounId: paid.id,
      bookingId: ask.id,
      after: { amountFen, driver, slipNumber: paid.providerRef ?? null },
    });
    return paid;
  }
  const pending = paymentRow({ id: paid.id, driver, amountFen }, "pending");
  const pendingId = post(city, rows, of, pending, after(at, -70));
  post(city, rows, of, resolvingRow(pending, "posted"), at, pendingId);
  note(city, rows, stripe, at, {
    verb: "payment.settle",
    noun: "payment",
    nounId: paid.id,
    bookingId: ask.id,
    before: { status: "pending" },
    after: { status: "succeeded", amountFen },
  });
  return paid;
}

/** A refund after a complaint or a fee waived by hand: part of a payment goes back the way it came. */
function refundPart(
  city: City,
  rows: Harvest,
  draft: Draft,
  paid: PaymentRow,
  amountFen: number,
  reason: string,
  at: Date,
): void {
  const { ask } = draft.sale.intake;
  const id = seedId(city.regionId, "refund", ask.key);
  const { driver, viewerOrgs, viewerUsers } = paid;
  rows.refund.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    paymentId: paid.id,
    status: "succeeded",
    amountFen,
    reason,
    idempotencyKey: `refund-${paid.id}-${amountFen}-1`,
    providerRef: driver === "stripe" ? `re_demonstration_${ask.id.slice(0, 12)}` : null,
    createdAt: after(at, -30),
    settledAt: at,
    viewerOrgs,
    viewerUsers,
  });
  post(
    city,
    rows,
    { orgId: draft.row.orgId, bookingId: ask.id },
    refundRow({ id, driver, amountFen, reason }, "posted"),
    at,
  );
  const by: Doer = { name: system("run-refund").name, role: "system", orgId: null };
  note(city, rows, by, at, {
    verb: "payment.refund",
    noun: "refund",
    nounId: id,
    bookingId: ask.id,
    after: { amountFen, reason, driver },
  });
}

/** How soon a bill is paid: at the door, or within hours; one in thirty is still open. */
function paidAt(city: City, { row, sale, driver }: Draft): Date | null {
  const { dice } = sale.intake.ask;
  if (dice.hits(0.03)) return null;
  const at = after(row.issuedAt, driver === "stripe" ? dice.between(600, 9 * 3_600) : dice.between(60, 240));
  return at <= city.now ? at : null;
}

/** Write bills in the order of issue, numbered by `number`, with what was paid and given back and the ledger behind it. */
export function settle(city: City, rows: Harvest, drafts: Draft[], number: (at: Date) => string): void {
  const due = drafts
    .filter(({ row }) => row.issuedAt <= city.now)
    .sort((a, b) => a.row.issuedAt.getTime() - b.row.issuedAt.getTime());
  for (const [index, draft] of due.entries()) {
    const { row, sale } = draft;
    row.number = number(row.issuedAt);
    rows.bill.push(row);
    const { id, number: billNumber, kind, totalFen } = row;
    if (totalFen > 0)
      post(
        city,
        rows,
        { orgId: row.orgId, bookingId: row.bookingId },
        billRow({ id, number: billNumber, kind, totalFen }),
        row.issuedAt,
      );
    note(city, rows, billing, row.issuedAt, {
      verb: "billing.issue",
      noun: "bill",
      nounId: id,
      bookingId: row.bookingId,
      after: { number: billNumber, kind, totalFen, quotedFen: sale.quote.totalFen },
    });
    const insuredFen = settleInsured(city, rows, draft);
    const at = paidAt(city, draft);
    if (!at || totalFen === 0) continue;
    const paid = writePayment(city, rows, draft, at, totalFen - insuredFen);
    row.status = "paid";
    row.paidAt = at;
    const back = after(at, 2 * 86_400);
    // A few are given something back by hand: a goodwill credit after a complaint.
    if (kind === "trip" && index % 160 === 79 && back <= city.now)
      refundPart(city, rows, draft, paid, Math.min(5_000, totalFen - insuredFen), "晚到补偿", back);
  }
}
