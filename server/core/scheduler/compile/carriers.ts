import { mayCarry } from "@/server/core/scheduler/constraints/all";
import type { Line } from "@/server/core/scheduler/line";
import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";

/** What the timeless rules look at in a shift, but for whose it is and its own id. */
function sortOf({ vehicleClass, berths, equipment, ...shift }: Shift): string {
  const { bariatricLimitKg, crew, drivers, medicalLicence, papers, staffingLimits, window } = shift;
  const lapses = papers.some(
    (it) => it.validUntilSeconds !== null && it.validUntilSeconds < window.toSeconds,
  );
  const looked = [vehicleClass, berths, equipment, bariatricLimitKg, crew, drivers];
  return JSON.stringify([...looked, medicalLicence, lapses, staffingLimits]);
}

/** Shifts that are alike in everything share a kind; one that is under way or asked for by id is a kind of its own. */
function kindsOf(shifts: readonly Shift[], requests: readonly Request[], lines: readonly Line[]): string[] {
  const named = new Set(requests.flatMap((it) => [...it.excludedShifts, it.lockShiftId ?? ""]));
  return shifts.map((shift, vehicle) => {
    const { id, settled, ...rest } = shift;
    const isOwn = named.has(id) || shift.position || settled.length > 0 || (lines[vehicle]?.fixed ?? 0) > 0;
    return isOwn ? `id ${id}` : JSON.stringify(rest);
  });
}

/** Whether a request names shifts or operators: then shifts that are alike otherwise differ for it. */
const isPersonal = (it: Request): boolean =>
  it.lockShiftId !== undefined ||
  it.excludedShifts.length > 0 ||
  it.excludedOperators.length > 0 ||
  it.allowedOperators !== undefined;

/** Numbers for equal texts, in order of first appearance. */
function numbered(texts: readonly string[]): { numbers: Int32Array; count: number } {
  const known = new Map<string, number>();
  const numbers = Int32Array.from(texts, (text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
  return { numbers, count: known.size };
}

/** Which kind of shift may carry which request at any hour; the rules are asked once for shifts that they see alike. */
export function carriersOf(
  problem: Problem,
  requests: readonly Request[],
  lines: readonly Line[],
  stuck: ReadonlySet<number>,
) {
  const { shifts } = problem;
  const kinds = numbered(kindsOf(shifts, requests, lines));
  const sorts = numbered(shifts.map(sortOf));
  const table = new Uint8Array(requests.length * kinds.count);
  const known = new Int8Array(sorts.count);
  for (const [index, request] of requests.entries()) {
    const looksAtEach = isPersonal(request);
    known.fill(-1);
    for (let vehicle = 0; vehicle < shifts.length; vehicle++) {
      if (stuck.has(vehicle)) continue;
      const sort = sorts.numbers[vehicle] as number;
      if (looksAtEach || known[sort] === -1)
        known[sort] = mayCarry(problem, request, shifts[vehicle] as Shift) ? 1 : 0;
      if (known[sort] === 1) table[index * kinds.count + (kinds.numbers[vehicle] as number)] = 1;
    }
  }
  return { kind: kinds.numbers, kindCount: kinds.count, mayCarry: table };
}
