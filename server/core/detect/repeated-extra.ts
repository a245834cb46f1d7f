import type { LineCode } from "@/server/core/tariff/line";
import type { SeenBill } from "./facts";
import type { Found } from "./finding";
import type { DetectionSettings } from "./settings";

type Limits = Pick<DetectionSettings, "extraTimes" | "extraTrips">;

/** Fewer trips of the others than this say nothing of what is usual. */
const fewestOthers = 30;
/** So unlikely by chance alone, with a few hundred comparisons a month, is less than one false finding in ten months. */
const chanceAtMost = 1e-4;

/** The probability of at least `hits` of `tries` at a rate: the upper tail of the binomial distribution. */
function tail(hits: number, tries: number, rate: number): number {
  let term = (1 - rate) ** tries;
  let below = 0;
  for (let k = 0; k < hits; k++) {
    below += term;
    term *= ((tries - k) / (k + 1)) * (rate / (1 - rate));
  }
  return Math.max(0, 1 - below);
}

interface Group {
  level: "vehicle" | "operator";
  id: string;
  orgId: string;
  own: readonly SeenBill[];
  others: readonly SeenBill[];
}

function judge(group: Group, code: LineCode, month: string, limits: Limits): Found | null {
  const { own, others, level, id, orgId } = group;
  const withIt = own.filter(({ extras }) => extras.includes(code));
  const first = withIt[0];
  if (!first || withIt.length < limits.extraTrips || others.length < fewestOthers) return null;
  const elsewhere = others.filter(({ extras }) => extras.includes(code)).length;
  // One more than was seen of each: what never happened elsewhere is rare, not impossible (Laplace's rule).
  const rate = (elsewhere + 1) / (others.length + 2);
  const share = withIt.length / own.length;
  if (share < limits.extraTimes * rate || tail(withIt.length, own.length, rate) > chanceAtMost) return null;
  const usual = elsewhere / others.length;
  return {
    kind: "repeated_extra",
    key: [level, id, code, month].join("/"),
    orgId,
    vehicleId: level === "vehicle" ? id : null,
    tripId: null,
    bookingId: null,
    happenedAt: withIt.at(-1)?.at ?? first.at,
    evidence: {
      reason: level,
      figures: {
        code,
        with: withIt.length,
        trips: own.length,
        percent: Math.round(share * 100),
        usualPercent: Math.round(usual * 1000) / 10,
      },
      limits: { extraTimes: limits.extraTimes, extraTrips: limits.extraTrips },
      sightings: withIt.slice(-12).map(({ at, tripId, bookingId, totalFen, metres }) => ({
        what: "bill",
        at,
        tripId,
        bookingId,
        fen: totalFen,
        metres,
      })),
    },
  };
}

/** The bills of each vehicle against those of other operators, or of all other vehicles where there are none. */
function groupsOf(bills: readonly SeenBill[]): Group[] {
  const operators = [...Map.groupBy(bills, ({ orgId }) => orgId)].map(([orgId, own]) => ({
    level: "operator" as const,
    id: orgId,
    orgId,
    own,
    others: bills.filter((it) => it.orgId !== orgId),
  }));
  const vehicles = [...Map.groupBy(bills, ({ vehicleId }) => vehicleId)].map(([id, own]) => {
    const orgId = own[0]?.orgId ?? "";
    const others = bills.filter((it) => it.orgId !== orgId);
    const rest = bills.filter((it) => it.vehicleId !== id);
    return {
      level: "vehicle" as const,
      id,
      orgId,
      own,
      others: others.length < fewestOthers ? rest : others,
    };
  });
  return [...operators, ...vehicles];
}

/**
 * Extras that a vehicle or an operator bills far more often than the others do in the same month. `month`: "2026-11", of
 * which `bills` are all so far. Where one vehicle alone makes its operator stand out, the vehicle is told too.
 */
export function findRepeatedExtras(bills: readonly SeenBill[], month: string, limits: Limits): Found[] {
  const ordered = bills.toSorted((a, b) => a.at - b.at);
  const codes = new Set(ordered.flatMap(({ extras }) => extras));
  return groupsOf(ordered).flatMap((group) =>
    [...codes].flatMap((code) => judge(group, code, month, limits) ?? []),
  );
}
