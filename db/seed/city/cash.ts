import { cashDifferenceRow, handInRow } from "@/server/core/ledger";
import { addDays, atLocalTime, localDay } from "@/server/core/local-time";
import { chance } from "./chance";
import type { City } from "./city";
import { after, type Harvest, note } from "./harvest";
import { seedId } from "./rows";

type Paid = Harvest["payment"][number];

/** Cash that each crew member took on each day that is over. */
function taken(city: City, rows: Harvest): Map<string, Paid[]> {
  const today = localDay(city.now, city.timeZone);
  const groups = new Map<string, Paid[]>();
  for (const paid of rows.payment) {
    const day = localDay(paid.createdAt, city.timeZone);
    if (paid.driver !== "cash" || !paid.takenBy?.startsWith("user:") || day >= today) continue;
    const key = `${paid.takenBy}/${day}`;
    groups.set(key, [...(groups.get(key) ?? []), paid]);
  }
  return groups;
}

/** What the books say whose a payment is. */
const orgOf = (rows: Harvest, paid: Paid) =>
  rows.ledgerEntry.find(({ causeKey }) => causeKey === `payment:${paid.id}`)?.orgId;

function confirm(city: City, rows: Harvest, key: string, paid: Paid[], confirmedBy: string): void {
  const [first] = paid;
  const orgId = first && orgOf(rows, first);
  const accountId = first?.takenBy?.slice("user:".length);
  if (!first || !orgId || !accountId) return;
  const day = localDay(first.createdAt, city.timeZone);
  const at = atLocalTime(addDays(day, 1), "08:10", city.timeZone);
  if (at > city.now) return;
  const dice = chance(`${city.regionId}/cash/${key}`);
  const expectedFen = paid.reduce((sum, { amountFen }) => sum + amountFen, 0);
  // Once in a while a note is missing.
  const countedFen = expectedFen - (dice.hits(0.04) ? Math.min(1_000, expectedFen) : 0);
  const id = seedId(city.regionId, "cash_count", key);
  const declaredAt = after(at, -dice.between(300, 1_800));
  const explanation = countedFen === expectedFen ? null : "找零时少收";
  rows.cashCount.push({
    ...{ regionId: city.regionId, id, orgId, accountId, status: "confirmed", expectedFen, declaredAt },
    ...{ declaredFen: countedFen, countedFen, countedBy: confirmedBy, countedAt: at, explanation },
  });
  for (const each of paid) each.cashCountId = id;
  post(city, rows, { orgId, accountId, at }, paid, { id, differenceFen: countedFen - expectedFen });
  const entry = { noun: "cash_count", nounId: id, bookingId: null };
  const crew = { name: `user:${accountId}`, role: "crew", orgId };
  note(city, rows, crew, declaredAt, {
    ...entry,
    verb: "cash.declare",
    after: { expectedFen, declaredFen: countedFen, payments: paid.length },
  });
  note(city, rows, { name: `user:${confirmedBy}`, role: "dispatcher", orgId }, at, {
    ...entry,
    verb: "cash.confirm",
    before: { expectedFen, declaredFen: countedFen },
    after: { countedFen, explanation },
  });
}

function post(
  city: City,
  rows: Harvest,
  { orgId, accountId, at }: { orgId: string; accountId: string; at: Date },
  paid: Paid[],
  difference: { id: string; differenceFen: number },
): void {
  const moved = paid.map((each) => ({ row: handInRow(each), bookingId: each.bookingId as string | null }));
  const off = cashDifferenceRow(difference);
  for (const { row, bookingId } of off ? [...moved, { row: off, bookingId: null }] : moved)
    rows.ledgerEntry.push({
      ...row,
      regionId: city.regionId,
      id: seedId(city.regionId, "ledger", row.causeKey),
      orgId,
      bookingId,
      partyId: accountId,
      at,
      resolvesId: null,
    });
}

/** Crews handed in each evening's cash the next morning; today's is still in their hands. */
export function handInCash(city: City, rows: Harvest, dispatchers: ReadonlyMap<string, string>): void {
  for (const [key, paid] of taken(city, rows)) {
    const orgId = paid[0] && orgOf(rows, paid[0]);
    const by = orgId && dispatchers.get(orgId);
    if (by) confirm(city, rows, key, paid, by);
  }
}
