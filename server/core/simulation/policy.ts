import type { RegionSettings } from "@/server/core/region-settings";

/** A way to run a region that the product has as data: its published settings, and whether plans are improved in the background. */
export interface Policy {
  name: string;
  /** What differs, in words. */
  differs: string;
  settings: (standing: RegionSettings) => RegionSettings;
  improves: boolean;
}

const same = (standing: RegionSettings): RegionSettings => standing;
const promiseWidth =
  (widthMinutes: number) =>
  (standing: RegionSettings): RegionSettings => ({ ...standing, slots: { ...standing.slots, widthMinutes } });

const policies: readonly Policy[] = [
  { name: "standard", differs: "the region's settings as seeded", settings: same, improves: true },
  { name: "no-improvement", differs: "no continuous and no night planning", settings: same, improves: false },
  {
    name: "wide-promise",
    differs: "a pickup range of 60 minutes is told",
    settings: promiseWidth(60),
    improves: true,
  },
  {
    name: "narrow-promise",
    differs: "a pickup range of 15 minutes is told",
    settings: promiseWidth(15),
    improves: true,
  },
  {
    name: "slots-by-plan",
    differs: "every slot is offered that the plan keeps if nothing goes wrong",
    settings: (standing) => ({ ...standing, slots: { ...standing.slots, keptPercent: null } }),
    improves: true,
  },
  {
    name: "surer-slots",
    differs: "only slots are offered that they and all on their route are kept with 95 %",
    settings: (standing) => ({ ...standing, slots: { ...standing.slots, keptPercent: 95 } }),
    improves: true,
  },
  {
    name: "careful-roads",
    differs: "plans count with ways a third longer than they are on average",
    settings: (standing) => ({ ...standing, roads: { ...standing.roads, correction: 1.33 } }),
    improves: true,
  },
  {
    name: "near-vehicles",
    differs: "the empty way may be 20 km longer than the ride, not 60",
    settings: (standing) => ({ ...standing, emptyRun: { source: "simulation", maxEmptyRunKilometres: 20 } }),
    improves: true,
  },
];

export const policyNames = policies.map((it) => it.name);

/** A policy by its name. @throws RangeError naming those there are */
export function policyNamed(name: string): Policy {
  const found = policies.find((it) => it.name === name);
  if (!found) throw new RangeError(`There is no policy ${name}; there are ${policyNames.join(", ")}`);
  return found;
}
