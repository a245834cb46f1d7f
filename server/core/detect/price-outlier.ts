import type { SeenBill } from "./facts";
import type { Evidence, Found, Sighting } from "./finding";
import type { DetectionSettings } from "./settings";

type Limits = Pick<DetectionSettings, "priceAboveQuotePercent" | "priceOffPercent">;

/** So few like trips say nothing; the most alike ones are compared. */
const [fewestPeers, mostPeers] = [12, 24];
/** A trip is like another one of the same class when its way is at most this many times as long. */
const likeTimes = 1.6;
/** Above it a value is an outlier: the modified z-score of Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993). */
const highestScore = 3.5;
/** Prices that all but agree would make every small difference an outlier. */
const smallestSpread = 0.06;
/** Smaller sums are not worth an official's time. */
const smallestFen = 5000;

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

type Peers = (bill: SeenBill) => SeenBill[];
const wayOf = ({ metres }: SeenBill) => Math.log(Math.max(1, metres));

const kindOf = ({ vehicleClass, tariff }: SeenBill) => `${vehicleClass} ${tariff}`;

/** The most alike bills of each one: by class and tariff in order of the way's length, so that only its neighbours are looked at. */
function peersAmong(bills: readonly SeenBill[]): Peers {
  const byKind = new Map(
    [...Map.groupBy(bills, kindOf)].map(
      ([key, own]) => [key, own.toSorted((a, b) => wayOf(a) - wayOf(b) || (a.id < b.id ? -1 : 1))] as const,
    ),
  );
  return (bill) => {
    const own = byKind.get(kindOf(bill)) ?? [];
    const off = (it: SeenBill | undefined) => (it ? Math.abs(wayOf(it) - wayOf(bill)) : Infinity);
    const peers: SeenBill[] = [];
    let above = firstFrom(own, wayOf(bill));
    let below = above - 1;
    while (peers.length < mostPeers) {
      const it = off(own[below]) < off(own[above]) ? own[below--] : own[above++];
      if (!it || off(it) > Math.log(likeTimes)) break;
      if (it.id !== bill.id) peers.push(it);
    }
    return peers;
  };
}

/** Where the bills begin whose way is at least so long; `bills` in order of the way. */
function firstFrom(bills: readonly SeenBill[], way: number): number {
  let [low, high] = [0, bills.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const it = bills[middle];
    if (it && wayOf(it) < way) low = middle + 1;
    else high = middle;
  }
  return low;
}

const sighting = ({ at, tripId, bookingId, totalFen, metres }: SeenBill): Sighting => ({
  what: "bill",
  at,
  tripId,
  bookingId,
  fen: totalFen,
  metres,
});

function aboveQuote(bill: SeenBill, { priceAboveQuotePercent }: Limits): Evidence | null {
  const aboveFen = bill.totalFen - bill.quotedFen;
  if (aboveFen < smallestFen || aboveFen * 100 <= priceAboveQuotePercent * bill.quotedFen) return null;
  const percent = bill.quotedFen > 0 ? Math.round((aboveFen / bill.quotedFen) * 100) : 100;
  return {
    reason: "above_quote",
    figures: { totalFen: bill.totalFen, quotedFen: bill.quotedFen, percent },
    limits: { priceAboveQuotePercent },
    sightings: [sighting(bill)],
  };
}

function offPeers(bill: SeenBill, peersOf: Peers, { priceOffPercent }: Limits): Evidence | null {
  const peers = peersOf(bill);
  if (peers.length < fewestPeers) return null;
  const logs = ascending(peers.map(({ wayFen }) => Math.log(Math.max(1, wayFen))));
  const middle = median(logs);
  const spread = Math.max(smallestSpread, median(ascending(logs.map((it) => Math.abs(it - middle)))));
  const off = Math.log(Math.max(1, bill.wayFen)) - middle;
  const medianFen = Math.round(Math.exp(middle));
  const score = (0.6745 * Math.abs(off)) / spread;
  const percent = Math.round((Math.exp(Math.abs(off)) - 1) * 100);
  const isSmall = Math.abs(bill.wayFen - medianFen) < smallestFen;
  if (isSmall || score <= highestScore || percent <= priceOffPercent) return null;
  return {
    reason: off > 0 ? "above_peers" : "below_peers",
    figures: {
      wayFen: bill.wayFen,
      medianFen,
      percent: Math.round(Math.abs(bill.wayFen / medianFen - 1) * 100),
      peers: peers.length,
      metres: bill.metres,
    },
    limits: { priceOffPercent },
    sightings: [sighting(bill), ...peers.slice(0, 6).map(sighting)],
  };
}

/**
 * Bills far above what was quoted, or whose way costs far more or less than that of the most alike trips (same vehicle class, like distance) among
 * `others`, which may hold the bills themselves.
 */
export function findPriceOutliers(
  bills: readonly SeenBill[],
  others: readonly SeenBill[],
  limits: Limits,
): Found[] {
  const peersOf = peersAmong(others);
  return bills.flatMap((bill) => {
    const evidence = aboveQuote(bill, limits) ?? offPeers(bill, peersOf, limits);
    if (!evidence) return [];
    const { id, orgId, vehicleId, tripId, bookingId, at } = bill;
    return [
      { kind: "price_outlier", key: id, orgId, vehicleId, tripId, bookingId, happenedAt: at, evidence },
    ];
  });
}
