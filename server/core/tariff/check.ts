import { DomainError } from "@/server/core/domain-error";
import type { TripFacts, WorkedExample } from "./facts";
import { distanceFact } from "./missing";
import { oneMore, triedTrips } from "./more";
import { type PricedTrip, priceTrip } from "./price";
import type { Tariff } from "./rules";

/** What a publication check can find; a waivable finding may be published with a regulator's note that accepts it. */
export type TariffFinding = {
  code:
    | "example_fails"
    | "no_worked_example"
    | "price_drops"
    | "price_jumps"
    | "more_costs_less"
    | "distance_without_price"
    | "validity_reversed";
  waivable: boolean;
  /**
   * Blanks of the message: `atMetres`, `beforeFen`, `afterFen`, `zone`, `staff`, `more` (the fact that grew), and the facts of both
   * trips as JSON (`beforeFacts`, `afterFacts`); of an `example` (from 1 on) both totals and drivers, priced null: no price.
   */
  data: Record<string, string | number | null>;
};

/** Nothing found; or every finding is waivable and the regulator's note accepts them: only then may it be published. */
export interface TariffCheck {
  passed: boolean;
  publishable: boolean;
  findings: TariffFinding[];
}

/** The price is walked kilometre by kilometre up to here, farther than a road transfer goes. */
const farthestMetres = 3_000_000;
const walkedStepMetres = 1000;

/**
 * Checks a tariff before publication: its worked examples hold, every distance has a price, along the distance the
 * price never drops and never rises by more than the kilometres of that step cost, and on a grid of trips and others drawn
 * by lot one thing more never makes a trip cheaper.
 */
export function checkTariff(tariff: Tariff): TariffCheck {
  const findings = [
    ...checkValidity(tariff),
    ...checkExamples(tariff),
    ...walks(tariff).flatMap((walk) => checkWalk(tariff, walk)),
    ...checkMore(tariff),
  ];
  const waived = tariff.regulatorNote !== null && findings.every((it) => it.waivable);
  return { passed: findings.length === 0, publishable: findings.length === 0 || waived, findings };
}

function checkValidity({ validity }: Tariff): TariffFinding[] {
  if (validity.from === null || validity.to === null || validity.from <= validity.to) return [];
  return [{ code: "validity_reversed", waivable: false, data: { from: validity.from, to: validity.to } }];
}

function checkExamples(tariff: Tariff): TariffFinding[] {
  if (tariff.examples.length === 0) return [{ code: "no_worked_example", waivable: true, data: {} }];
  return tariff.examples.flatMap((it, index): TariffFinding[] => {
    const priced = tryPrice(tariff, it.facts);
    if (holds(it, priced)) return [];
    const data = {
      example: index + 1,
      expectedFen: it.expect.totalFen,
      expectedDrivers: it.expect.drivers,
      pricedFen: priced?.totalFen ?? null,
      pricedDrivers: priced?.drivers ?? null,
    };
    return [{ code: "example_fails", waivable: false, data }];
  });
}

/** Whether a price is what a worked example says; nothing was priced: it does not hold. */
export function holds({ expect }: WorkedExample, priced: PricedTrip | undefined): boolean {
  return priced?.totalFen === expect.totalFen && priced.drivers === expect.drivers;
}

/** The first trip for each thing more that makes it cheaper, with both trips and both prices. */
function checkMore(tariff: Tariff): TariffFinding[] {
  const found = new Map<string, TariffFinding>();
  for (const facts of triedTrips(tariff)) {
    const before = tryPrice(tariff, facts);
    // A trip without a price is found by the walk.
    if (before === undefined) continue;
    for (const { name, facts: more } of oneMore(tariff, facts)) {
      const after = found.has(name) ? undefined : tryPrice(tariff, more);
      if (after === undefined || after.totalFen >= before.totalFen) continue;
      const prices = { beforeFen: before.totalFen, afterFen: after.totalFen };
      const data = { more: name, zone: facts.zone ?? null, ...prices, ...bothFacts(facts, more) };
      found.set(name, { code: "more_costs_less", waivable: true, data });
    }
  }
  return [...found.values()];
}

const bothFacts = (before: TripFacts, after: TripFacts) => ({
  beforeFacts: JSON.stringify(before),
  afterFacts: JSON.stringify(after),
});

interface Walk {
  zone: string | null;
  staff: { doctor: number; nurse: number };
}

/** Every zone with nobody, a nurse, a doctor, and both. */
function walks(tariff: Tariff): Walk[] {
  const zones = tariff.zones.length > 0 ? tariff.zones.map((zone) => zone.id) : [null];
  const crews = [0, 1, 2, 3].map((bits) => ({ doctor: bits >> 1, nurse: bits & 1 }));
  return zones.flatMap((zone) => crews.map((staff) => ({ zone, staff })));
}

/** Walks the distances once and reports the first place of each kind of trouble. */
function checkWalk(tariff: Tariff, walk: Walk): TariffFinding[] {
  const found = new Map<TariffFinding["code"], TariffFinding>();
  const report = (code: TariffFinding["code"], waivable: boolean, data: TariffFinding["data"]) => {
    const who = `doctor ${walk.staff.doctor}, nurse ${walk.staff.nurse}`;
    if (!found.has(code)) found.set(code, { code, waivable, data: { zone: walk.zone, staff: who, ...data } });
  };
  let before: { metres: number; fen: number } | null = null;
  for (const metres of distances(tariff)) {
    const fen = tryPrice(tariff, walkFacts(walk, metres))?.totalFen;
    if (fen === undefined) {
      report("distance_without_price", false, { atMetres: metres });
      break;
    }
    if (before !== null) {
      const change = {
        ...{ atMetres: before.metres, beforeFen: before.fen, afterFen: fen },
        ...bothFacts(shownFacts(tariff, walk, before.metres), shownFacts(tariff, walk, metres)),
      };
      if (fen < before.fen) report("price_drops", true, change);
      else if (fen - before.fen > steepestFen(tariff, walk, metres - before.metres)) {
        report("price_jumps", true, change);
      }
    }
    before = { metres, fen };
  }
  return [...found.values()];
}

/** Every kilometre, and both sides of each band's edge. */
function distances(tariff: Tariff): number[] {
  const legs = tariff.mileage.legs === "round_trip" ? 2 : 1;
  const edges = tariff.bands.flatMap((band) =>
    band.upToMetres === null
      ? []
      : [Math.floor(band.upToMetres / legs), Math.floor(band.upToMetres / legs) + 1],
  );
  const all = new Set(edges);
  for (let metres = 0; metres <= farthestMetres; metres += walkedStepMetres) all.add(metres);
  return [...all].sort((a, b) => a - b);
}

/** The most that `metres` more may cost: the dearest kilometre price, staff included, over the rounded step. */
function steepestFen(tariff: Tariff, walk: Walk, metres: number): number {
  const perKm =
    Math.max(...tariff.bands.map((band) => band.perKmFen)) +
    tariff.staff.reduce((sum, rule) => sum + walk.staff[rule.role] * rule.perKmFen, 0);
  const legs = tariff.mileage.legs === "round_trip" ? 2 : 1;
  // Rounding may push a single metre over the edge of a whole step.
  const stepMetres = Math.max(metres, tariff.mileage.rounding?.stepMetres ?? 0);
  // One fen of slack for each rounded part: mileage and both members of staff.
  return Math.ceil((perKm * stepMetres * legs) / 1000) + 3;
}

function walkFacts(walk: Walk, metres: number): TripFacts {
  const km = metres / 1000;
  return {
    ...(walk.zone === null ? {} : { zone: walk.zone }),
    patientKm: km,
    vehicleKm: km,
    beyondZoneKm: km,
    staff: walk.staff,
  };
}

/** The facts of a step as a reader wants them: one distance, and only who is on board. */
function shownFacts(tariff: Tariff, { zone, staff }: Walk, metres: number): TripFacts {
  const aboard = Object.fromEntries(Object.entries(staff).filter(([, count]) => count > 0));
  const crew = Object.keys(aboard).length > 0 ? { staff: aboard } : {};
  return { ...(zone === null ? {} : { zone }), [distanceFact(tariff)]: metres / 1000, ...crew };
}

/** The price of a trip; undefined where the tariff has none for it. */
export function tryPrice(tariff: Tariff, facts: TripFacts): PricedTrip | undefined {
  try {
    return priceTrip(tariff, facts);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
