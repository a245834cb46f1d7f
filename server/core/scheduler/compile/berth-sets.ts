import type { Request, Rules, Shift } from "@/server/core/scheduler/problem";
import { type BerthKind, berthKinds } from "@/server/core/vehicle";

type Usable = { kinds: readonly BerthKind[]; usable: ReadonlySet<BerthKind> };

/**
 * Do people find berths, given who may use whose? By Hall's theorem it is enough that every set of kinds finds as many
 * berths as it has people. Of the fifteen sets only those remain that say more than another: none where a larger set may
 * use no more berths, and none that falls into two that share no berth.
 */
function tellingSets({ berthUpgrades }: Rules): Usable[] {
  const all = Array.from({ length: (1 << berthKinds.length) - 1 }, (_, it): Usable => {
    const kinds = berthKinds.filter((_, bit) => (it + 1) & (1 << bit));
    const more = berthUpgrades.filter(([needs]) => kinds.includes(needs)).map(([, mayUse]) => mayUse);
    return { kinds, usable: new Set([...kinds, ...more]) };
  });
  const isWithin = (small: Usable, large: Usable): boolean =>
    small.kinds.every((it) => large.kinds.includes(it));
  const isImplied = (set: Usable): boolean =>
    all.some((it) => it !== set && isWithin(set, it) && it.usable.size === set.usable.size);
  const fallsApart = (set: Usable): boolean =>
    all.some(
      (one) =>
        one !== set &&
        isWithin(one, set) &&
        all.some(
          (other) =>
            isWithin(other, set) &&
            one.kinds.length + other.kinds.length === set.kinds.length &&
            [...one.usable].every((it) => !other.usable.has(it)),
        ),
    );
  return all.filter((it) => !isImplied(it) && !fallsApart(it));
}

/** By set of kinds, how many people each request brings and how many berths each shift has for them. */
export function berthSets(requests: readonly Request[], shifts: readonly Shift[], rules: Rules) {
  const sets = tellingSets(rules);
  const takes = ({ berth, escorts }: Request, { kinds }: Usable): number =>
    (kinds.includes(berth) ? 1 : 0) + (kinds.includes("escort") ? escorts : 0);
  const offers = ({ berths }: Shift, { usable }: Usable): number =>
    [...usable].reduce((sum, kind) => sum + berths[kind], 0);
  return {
    sets: sets.length,
    need: Int32Array.from(requests.flatMap((request) => sets.map((set) => takes(request, set)))),
    berths: Int32Array.from(shifts.flatMap((shift) => sets.map((set) => offers(shift, set)))),
  };
}
