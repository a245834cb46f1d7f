import { DomainError } from "@/server/core/domain-error";

/**
 * Several capacities in one whole number, a field each with a guard bit above it. A load fits when subtracting it from
 * the room leaves every guard standing: all fields are compared by one subtraction. Places that may stand in for one
 * another are packed as sums (what needs a stretcher; what needs a stretcher or a seat; …), so that nesting is a field.
 */
export type Packing = { guards: number; pack: (fields: readonly number[]) => number };

/**
 * Fields wide enough for the largest value that occurs in each, loads and capacities alike.
 * @throws DomainError `bad_input` when they do not fit 31 bits together
 */
export function makePacking(largest: readonly number[]): Packing {
  const shifts: number[] = [];
  let bits = 0;
  let guards = 0;
  for (const value of largest) {
    const width = 32 - Math.clz32(Math.max(1, value));
    shifts.push(bits);
    guards |= 1 << (bits + width);
    bits += width + 1;
  }
  if (bits > 31)
    throw new DomainError("bad_input", "scheduler_problem_invalid", { what: "capacity", where: bits });
  const pack = (fields: readonly number[]): number =>
    fields.reduce((sum, value, index) => sum + value * 2 ** (shifts[index] as number), 0);
  return { guards, pack };
}
