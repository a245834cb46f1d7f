import { z } from "zod";
import { constraintNames } from "./scheduler/plan";

const whole = z.number().int();
const candidate = z.object({
  shiftId: z.string(),
  operatorId: z.string(),
  addedMetres: whole,
  emptyMetres: whole,
  addedCostFen: whole,
  feasible: z.boolean(),
  violations: z.array(z.object({ constraint: z.enum(constraintNames) })),
  place: whole.nullish(),
  askedBefore: z.boolean().nullish(),
  backsSlot: z.boolean().nullish(),
});
const stored = z.object({
  candidates: z.array(candidate),
  basis: z.object({
    round: whole,
    erased: z.boolean().default(false),
    allocation: z.object({
      limitCostFen: whole,
      withinPercent: z.number().default(10),
      standings: z.array(
        z.object({ operatorId: z.string(), capacityPpm: whole, assignedPpm: whole, shortfallPpm: whole }),
      ),
    }),
  }),
});

/** Why an operator was asked in a match, or was not. */
export const ownOutcomes = [
  "asked_backs_slot",
  "asked_by_share",
  "none_fits",
  "asked_before",
  "other_backs_slot",
  "beyond_limit",
  "other_below_share",
  "other_nearer",
] as const;
type OwnOutcome = (typeof ownOutcomes)[number];

/**
 * One match as one of the operators may see it: everything about its own vehicles, of the others no more than how many were
 * compared and how many fitted. No price, place or name of anybody else, and nothing about the patient.
 */
export interface OwnMatch {
  round: number;
  /** Why vehicles did not fit was erased with the patient's data. */
  isErased: boolean;
  outcome: OwnOutcome;
  vehicles: { shiftId: string; fits: boolean; addedMetres: number; emptyMetres: number; against: string[] }[];
  /** Own place in the order of asking, 1 first; null: none fits. */
  place: number | null;
  standing: { capacityPpm: number; assignedPpm: number; shortfallPpm: number } | null;
  withinPercent: number;
  compared: number;
  fitting: number;
}

type Candidate = z.infer<typeof candidate>;
type Stored = z.infer<typeof stored>;

function outcomeOf(
  { candidates, basis }: Stored,
  own: Candidate[],
  chosen: Candidate | undefined,
): OwnOutcome {
  const mine = own.filter(({ feasible }) => feasible);
  if (chosen && own.includes(chosen)) return chosen.backsSlot ? "asked_backs_slot" : "asked_by_share";
  if (own.some(({ askedBefore }) => askedBefore)) return "asked_before";
  if (mine.length === 0) return "none_fits";
  if (chosen?.backsSlot) return "other_backs_slot";
  const { limitCostFen, standings } = basis.allocation;
  if (mine.every(({ addedCostFen }) => addedCostFen > limitCostFen)) return "beyond_limit";
  const short = (id: string | undefined) =>
    standings.find(({ operatorId }) => operatorId === id)?.shortfallPpm ?? 0;
  const isShorter = short(chosen?.operatorId) > short(mine[0]?.operatorId);
  return candidates.length > 0 && isShorter ? "other_below_share" : "other_nearer";
}

/** A stored match in the eyes of one operator; null where it had no vehicle among those compared. Throws ZodError. */
export function ownMatch(
  row: { candidates: unknown; basis: unknown; chosenShiftId: string | null },
  operatorId: string,
): OwnMatch | null {
  const read = stored.parse({ candidates: row.candidates, basis: row.basis });
  const { candidates, basis } = read;
  const own = candidates.filter((it) => it.operatorId === operatorId);
  if (own.length === 0) return null;
  const standing = basis.allocation.standings.find((it) => it.operatorId === operatorId);
  const places = own.flatMap(({ place }) => place ?? []);
  return {
    round: basis.round,
    isErased: basis.erased,
    outcome: outcomeOf(
      read,
      own,
      candidates.find(({ shiftId }) => shiftId === row.chosenShiftId),
    ),
    vehicles: own.map(({ shiftId, feasible: fits, addedMetres, emptyMetres, violations }) => ({
      ...{ shiftId, fits, addedMetres, emptyMetres },
      against: [...new Set(violations.map(({ constraint }) => constraint))],
    })),
    place: places.length > 0 ? Math.min(...places) : null,
    standing: standing
      ? {
          capacityPpm: standing.capacityPpm,
          assignedPpm: standing.assignedPpm,
          shortfallPpm: standing.shortfallPpm,
        }
      : null,
    withinPercent: basis.allocation.withinPercent,
    compared: candidates.length,
    fitting: candidates.filter(({ feasible }) => feasible).length,
  };
}
