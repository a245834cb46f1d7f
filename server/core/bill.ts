import { z } from "zod";
import { DomainError } from "./domain-error";
import { sumFen } from "./money";
import type { PriceCeiling } from "./tariff/ceiling";
import { emptyReturnFen } from "./tariff/empty-return";
import type { TripFacts } from "./tariff/facts";
import {
  isTakenOff,
  type LineCode,
  lineCodes,
  lineKey,
  lineLabels,
  type PriceLine,
  priceLine,
  type TripPart,
} from "./tariff/line";
import { type PricedTrip, priceTrip } from "./tariff/price";
import type { Tariff } from "./tariff/rules";
import { equipmentItem } from "./vehicle";

/**
 * What the payer asked for on the way and confirmed, at the price told then. Only lines of the published tariff can be
 * extras: nothing outside it may be charged. What is taken off follows the other lines and cannot be asked for.
 */
export const confirmedExtra = z.strictObject({
  code: z.enum(lineCodes).refine((code) => !isTakenOff(code)),
  part: z.enum(["out", "return"]).default("out"),
  item: equipmentItem.optional(),
  fen: z.number().int().min(1).max(100_000_000),
});
export type ConfirmedExtra = z.infer<typeof confirmedExtra>;

/** Why a billed line differs from the quoted one, or from what the tariff gives for the actual trip. */
export const billReasons = [
  "as_quoted",
  "lower_actual",
  "not_used",
  "capped_at_quote",
  "facility_waiting_not_charged",
  "extra_confirmed",
  "extra_partly_used",
  "extra_not_used",
  "follows_lines",
  "capped_at_ceiling",
  "ceiling_not_reached",
] as const;
export type BillReason = (typeof billReasons)[number];

export interface BillLine {
  code: LineCode;
  part: TripPart;
  item?: PriceLine["item"];
  label: string;
  rule: string;
  quotedFen: number;
  /** What the tariff gives for the actual trip, facility-caused waiting left out. */
  recomputedFen: number;
  /** Confirmed extras on this line. */
  extraFen: number;
  billedFen: number;
  reason: BillReason;
}

export interface Bill {
  tariff: string;
  part: TripPart | "whole";
  quotedFen: number;
  recomputedFen: number;
  confirmedExtrasFen: number;
  totalFen: number;
  lines: BillLine[];
  /** Lines where quote, recomputation and bill are not all the same. */
  differences: BillLine[];
  /** Waiting that a facility caused: charged to the facility or to nobody, never to the payer. */
  facilityWaitingFen: number;
}

export interface TripToBill {
  /** The tariff version the quote pinned, whatever is in force today. */
  tariff: Tariff;
  quote: Pick<PricedTrip, "tariff" | "lines">;
  /** Facts of the trip as driven; `waitMinutes` counts all waiting, tolls are the receipts. */
  actual: TripFacts;
  /** The part of `actual.waitMinutes` that a facility caused. */
  facilityWaitMinutes: number;
  extras: readonly ConfirmedExtra[];
  /** `out` or `return` where the quote has two parts, each billed on its trip; `whole` otherwise. */
  part: TripPart | "whole";
  /** The most that the trip may cost, as the quote pinned it; null: or left out: the region had no ceiling. */
  ceiling?: PriceCeiling | null;
}

/**
 * The bill of a trip: line by line the lower of quote and recomputation, plus what the payer asked for and confirmed, as
 * far as it was used (decisions.md, Price). What the quote took off follows the lines that are charged. Never above quote +
 * confirmed extras nor above the region's ceiling; every difference carries its reason.
 * @throws DomainError bad_input `bill.other_tariff` when the quote was made by another tariff
 */
export function billTrip(trip: TripToBill): Bill {
  const { tariff, quote, part } = trip;
  if (quote.tariff !== tariff.id) {
    throw new DomainError("bad_input", "bill.other_tariff", { quoted: quote.tariff, given: tariff.id });
  }
  const mine = (line: PriceLine) => part === "whole" || line.part === part;
  const charged = (line: PriceLine) => mine(line) && !isTakenOff(line.code);
  const quoted = byKey(quote.lines.filter(charged));
  const whole = byKey(priceTrip(tariff, trip.actual).lines.filter(charged));
  const recomputed = byKey(priceTrip(tariff, payersFacts(trip)).lines.filter(charged));
  const extras = byKey(trip.extras.map((extra) => extraLine(tariff, extra)).filter(mine));
  const keys = [...new Set([...quoted.keys(), ...recomputed.keys(), ...whole.keys(), ...extras.keys()])];
  const lines = keys.map((key) =>
    billLine({
      quoted: quoted.get(key),
      recomputed: recomputed.get(key),
      whole: whole.get(key),
      extra: extras.get(key),
    }),
  );
  for (const line of quote.lines.filter(mine)) {
    if (line.code === "empty_return") lines.push(discountLine(tariff, line, lines));
  }
  const capped = cappedLine(trip, quote.lines.filter(mine), lines);
  if (capped) lines.push(capped);
  return {
    tariff: tariff.id,
    part,
    quotedFen: sumFen(lines.map((line) => line.quotedFen)),
    recomputedFen: sumFen(lines.map((line) => line.recomputedFen)),
    confirmedExtrasFen: sumFen(lines.map((line) => line.extraFen)),
    totalFen: sumFen(lines.map((line) => line.billedFen)),
    lines,
    differences: lines.filter((line) => line.reason !== "as_quoted"),
    facilityWaitingFen: waitingFen(whole) - waitingFen(recomputed),
  };
}

const baseCodes: readonly LineCode[] = ["start", "mileage"];

/** The quoted discount on what start and mileage come to in the bill. */
function discountLine(tariff: Tariff, quoted: PriceLine, lines: readonly BillLine[]): BillLine {
  const base = lines.filter((line) => line.part === quoted.part && baseCodes.includes(line.code));
  const off = (of: (line: BillLine) => number) => 0 - emptyReturnFen(tariff, sumFen(base.map(of)));
  const billedFen = off((line) => line.billedFen);
  const recomputedFen = off((line) => line.recomputedFen);
  return {
    ...sourceOf(quoted),
    quotedFen: quoted.fen,
    recomputedFen,
    extraFen: 0,
    billedFen,
    reason: billedFen === quoted.fen && recomputedFen === quoted.fen ? "as_quoted" : "follows_lines",
  };
}

/**
 * What the bill stays below: the ceiling, and quote + extras, where the quote itself was cut by a ceiling. Null where
 * nothing is taken off and nothing was.
 */
function cappedLine(
  { ceiling, part }: TripToBill,
  quotedLines: readonly PriceLine[],
  lines: readonly BillLine[],
): BillLine | null {
  const quotedCut = quotedLines.find((line) => line.code === "ceiling");
  if (!quotedCut && !ceiling) return null;
  const sum = (of: (line: BillLine) => number) => sumFen(lines.map(of));
  const limitFen = Math.min(
    sumFen(quotedLines.map((line) => line.fen)) + sum((line) => line.extraFen),
    ceiling?.fen ?? Number.POSITIVE_INFINITY,
  );
  const cut = (totalFen: number) => Math.min(0, limitFen - totalFen);
  const billedFen = cut(sum((line) => line.billedFen));
  const recomputedFen = cut(sum((line) => line.recomputedFen));
  const quotedFen = quotedCut?.fen ?? 0;
  if (billedFen === 0 && quotedFen === 0) return null;
  const onPart = part === "whole" ? "out" : part;
  const source = quotedCut ?? {
    code: "ceiling",
    part: onPart,
    label: lineLabels.ceiling,
    rule: ceiling?.rule ?? "",
  };
  return {
    ...sourceOf(source),
    quotedFen,
    recomputedFen,
    extraFen: 0,
    billedFen,
    reason: cutReason({ quotedFen, billedFen, recomputedFen }),
  };
}

function cutReason(cut: Pick<BillLine, "quotedFen" | "billedFen" | "recomputedFen">): BillReason {
  if (cut.billedFen === cut.quotedFen && cut.recomputedFen === cut.quotedFen) return "as_quoted";
  return cut.billedFen === 0 ? "ceiling_not_reached" : "capped_at_ceiling";
}

const sourceOf = ({ code, part, label, rule }: Pick<PriceLine, "code" | "part" | "label" | "rule">) => ({
  code,
  part,
  label,
  rule,
});

function payersFacts({ actual, facilityWaitMinutes }: TripToBill): TripFacts {
  return { ...actual, waitMinutes: Math.max(0, (actual.waitMinutes ?? 0) - facilityWaitMinutes) };
}

type LineSources = Record<"quoted" | "recomputed" | "whole" | "extra", PriceLine | undefined>;

function billLine({ quoted, recomputed, whole, extra }: LineSources): BillLine {
  const shown = recomputed ?? whole ?? quoted ?? extra;
  if (shown === undefined) throw new RangeError("a bill line without any source");
  const quotedFen = quoted?.fen ?? 0;
  const recomputedFen = recomputed?.fen ?? 0;
  const extraFen = extra?.fen ?? 0;
  return {
    code: shown.code,
    part: shown.part,
    ...(shown.item === undefined ? {} : { item: shown.item }),
    label: shown.label,
    rule: shown.rule,
    quotedFen,
    recomputedFen,
    extraFen,
    billedFen: Math.min(quotedFen + extraFen, recomputedFen),
    reason: reasonFor({ quotedFen, recomputedFen, extraFen, wholeFen: whole?.fen ?? 0 }),
  };
}

interface LineAmounts {
  quotedFen: number;
  recomputedFen: number;
  extraFen: number;
  wholeFen: number;
}

function reasonFor({ quotedFen, recomputedFen, extraFen, wholeFen }: LineAmounts): BillReason {
  if (extraFen > 0) {
    if (recomputedFen <= quotedFen) return "extra_not_used";
    return recomputedFen < quotedFen + extraFen ? "extra_partly_used" : "extra_confirmed";
  }
  if (wholeFen > recomputedFen) return "facility_waiting_not_charged";
  if (recomputedFen > quotedFen) return "capped_at_quote";
  if (recomputedFen === quotedFen) return "as_quoted";
  return recomputedFen === 0 ? "not_used" : "lower_actual";
}

function extraLine(tariff: Tariff, { code, part, item, fen }: ConfirmedExtra): PriceLine {
  return priceLine(tariff, code, fen, "confirmedExtra", { part, ...(item === undefined ? {} : { item }) });
}

/** Lines by what they are; amounts of the same line (two confirmed waits) are added. */
function byKey(lines: readonly PriceLine[]): Map<string, PriceLine> {
  const found = new Map<string, PriceLine>();
  for (const line of lines) {
    const key = lineKey(line);
    found.set(key, { ...line, fen: line.fen + (found.get(key)?.fen ?? 0) });
  }
  return found;
}

function waitingFen(lines: ReadonlyMap<string, PriceLine>): number {
  return sumFen([...lines.values()].filter((line) => line.code === "waiting").map((line) => line.fen));
}
