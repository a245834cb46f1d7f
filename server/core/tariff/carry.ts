import { applyRatio } from "@/server/core/money";
import type { TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Tariff } from "./rules";

type CarryFacts = NonNullable<TripFacts["carry"]>;
type CarryRule = NonNullable<Tariff["carry"]>;

/** Stretcher, stairs and flat carrying. */
export function carryLines(tariff: Tariff, facts: TripFacts): PriceLine[] {
  const rule = tariff.carry;
  const carry = facts.carry;
  if (rule === null || carry === undefined) return [];
  const lines: PriceLine[] = [];
  if (carry.stretcher && rule.stretcherFen > 0) {
    lines.push(priceLine(tariff, "stretcher", rule.stretcherFen, "carry.stretcherFen"));
  }
  const stairs = rule.stairs && stairsFee(rule.stairs, carry);
  if (stairs && stairs.fen > 0) {
    const detail = { quantity: stairs.floors, unit: "floor", unitFen: stairs.floorFen } as const;
    lines.push(priceLine(tariff, "stairs", stairs.fen, "carry.stairs", detail));
  }
  const flatMetres = Math.max(0, (carry.flatMetres ?? 0) - (rule.flat?.freeMetres ?? 0));
  if (rule.flat && flatMetres > 0) {
    const fen = flatFee(rule.flat, flatMetres);
    lines.push(priceLine(tariff, "flat_carry", fen, "carry.flat", { quantity: flatMetres, unit: "metre" }));
  }
  return lines;
}

/**
 * Storeys charged, the price of one (over all bearers), and the whole fee with its base. The base is charged whenever
 * the patient is carried, also on the ground floor; a cellar is carried but is no floor above the first.
 */
function stairsFee(rule: NonNullable<CarryRule["stairs"]>, carry: CarryFacts) {
  const storey = carry.floor ?? 0;
  const carried = rule.counts === "floor" ? storey !== 0 : (carry.floors ?? 0) > 0;
  if (!carried || (rule.onlyWithStretcher && !carry.stretcher)) return null;
  const counted =
    rule.counts === "floor" ? Math.max(0, storey - rule.firstChargedFloor + 1) : (carry.floors ?? 0);
  const floors = rule.liftExempt && carry.lift ? 0 : counted;
  const floorFen = rule.perFloorFen * (rule.perBearer ? (carry.bearers ?? 0) : 1);
  return { floors, floorFen, fen: rule.baseFen + floors * floorFen };
}

function flatFee(rule: NonNullable<CarryRule["flat"]>, metres: number): number {
  if (rule.rounding === "none") return applyRatio(metres, rule.unitFen, rule.unitMetres);
  const round = rule.rounding === "up" ? Math.ceil : Math.floor;
  return round(metres / rule.unitMetres) * rule.unitFen;
}
