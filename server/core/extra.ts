import type { ExtraFacts } from "./billing-input";
import { DomainError } from "./domain-error";
import { withExtra } from "./driven";
import type { TripFacts } from "./tariff/facts";
import { lineKey, type PriceLine, type TripPart } from "./tariff/line";
import { priceTrip } from "./tariff/price";
import type { Tariff } from "./tariff/rules";

/** What an extra costs: the line it adds to and the clause that says so. */
export interface PricedExtra {
  code: ExtraFacts["code"];
  part: TripPart;
  label: string;
  rule: string;
  fen: number;
}

/**
 * What something asked for on the way adds to the quote, by the tariff that the quote pinned. `already`: extras of this
 * booking that were confirmed or still wait for an answer, since the second half hour may cost more than the first.
 * `roomFen`: what is left below the region's ceiling; null: there is none.
 * @throws DomainError conflict `extra.costs_nothing`: the quote covers it, or the tariff does not charge for it;
 * `extra.ceiling_reached`: nothing more may be charged for this trip
 */
export function priceExtra(
  tariff: Tariff,
  quoted: TripFacts,
  already: readonly ExtraFacts[],
  extra: ExtraFacts,
  part: TripPart,
  roomFen: number | null = null,
): PricedExtra {
  const before = already.reduce(withExtra, quoted);
  const item = extra.code === "equipment" ? { item: extra.item } : {};
  const key = lineKey({ part, code: extra.code, ...item });
  const lineOf = (facts: TripFacts): PriceLine | undefined =>
    priceTrip(tariff, facts).lines.find((line) => lineKey(line) === key);
  const after = lineOf(withExtra(before, extra));
  const fen = (after?.fen ?? 0) - (lineOf(before)?.fen ?? 0);
  if (!after || fen <= 0) throw new DomainError("conflict", "extra.costs_nothing", { code: extra.code });
  if (roomFen !== null && roomFen <= 0) throw new DomainError("conflict", "extra.ceiling_reached");
  return {
    code: extra.code,
    part,
    label: after.label,
    rule: after.rule,
    fen: Math.min(fen, roomFen ?? fen),
  };
}
