import postgres from "postgres";
import { openPool } from "@/db/client";
import { extendPartitions } from "@/db/grants";
import { seedSimulatedCity } from "@/db/seed/quiet-city";
import { addDays, atLocalTime, localDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { startingRoadProfile } from "@/server/core/road-estimate";
import { drawDemand, requestsPerMillion } from "@/server/core/simulation/demand";
import { type Indicators, indicatorsOf } from "@/server/core/simulation/indicators";
import { type NoiseLevels, noiseOf } from "@/server/core/simulation/noise";
import { type Policy, policyNamed } from "@/server/core/simulation/policy";
import type { RequestRecord } from "@/server/core/simulation/record";
import { getRegion, regionContext } from "@/server/services/region";
import { askForRide } from "./booker";
import { lookAt } from "./driving";
import { doJobs } from "./jobs";
import { offerWatch } from "./operator";
import { readOutcome, readPlanning } from "./outcome";
import { startRounds } from "./rounds";
import { type Simulation, simulationOf } from "./simulation";
import { inhabitantsOf, townOf } from "./town";
import { type Crews, loadVehicles, type Vehicle } from "./vehicle";

/** What to simulate, on a migrated database of its own. */
export interface RunAsked {
  ownerUrl: string;
  appUrl: string;
  regionId: string;
  /** First calendar day with demand. */
  firstDay: string;
  days: number;
  seed: number;
  /** Null: by the region's inhabitants. */
  requestsPerDay: number | null;
  policy: string;
  /** The noise that is stated with the result. */
  noise: NoiseLevels;
  tell: (line: string) => void;
}

export interface RunResult {
  policy: { name: string; differs: string };
  requestsPerDay: number;
  total: Indicators;
  days: ({ day: string } & Indicators)[];
  /** What the product said no to, and jobs and rounds that failed, by key. */
  refusals: Record<string, number>;
  planning: Record<string, number>;
  requests: RequestRecord[];
}

const zone = "Asia/Shanghai";
/** Rides are asked for up to 43.5 hours ahead: the clock starts two days before the first ride. */
const leadDays = 2;

async function seedRun(asked: RunAsked, policy: Policy): Promise<RegionSettings> {
  const now = atLocalTime(addDays(asked.firstDay, -leadDays), "05:00", zone);
  const client = postgres(asked.ownerUrl, { max: 1, onnotice: () => {} });
  await extendPartitions(client, now).finally(() => client.end());
  const { regionId } = asked;
  const [first, last] = [leadDays - 1, leadDays + asked.days];
  return seedSimulatedCity(asked.ownerUrl, { regionId, now, first, last, settings: policy.settings });
}

/** After every piece of work: the queue, new offers, and crews whose route changed. */
function settler(sim: Simulation, crewsOf: () => Crews): () => Promise<void> {
  const watchOffers = offerWatch(sim);
  const seen = new Map<string, string>();
  return async () => {
    await doJobs(sim);
    await watchOffers();
    const rows = await sim.owner<{ id: string; mark: string }[]>`
      SELECT s.id, s.plan_version || '/' || (SELECT count(*) FROM trip t WHERE t.region_id = s.region_id AND t.shift_id = s.id) AS mark
      FROM shift s WHERE s.region_id = ${sim.region.id} ORDER BY s.starts_at, s.id`;
    const crews = crewsOf();
    for (const { id, mark } of rows) {
      const vehicle = crews.vehicles.get(id);
      if (seen.get(id) !== mark && vehicle && !vehicle.isBusy) lookAt(crews, vehicle, sim.now());
      seen.set(id, mark);
    }
  };
}

async function live(sim: Simulation, asked: RunAsked, requestsPerDay: number): Promise<Vehicle[]> {
  const demand = drawDemand(sim.town, { ...asked, requestsPerDay });
  const dayOf = (at: Date) => localDay(at, sim.region.timeZone);
  const vehicles = await loadVehicles(sim, dayOf);
  const settle = settler(sim, () => crews);
  const crews: Crews = { sim, vehicles, settle };
  for (const request of demand) sim.later(request.askedAt, () => askForRide(sim, request));
  for (const vehicle of vehicles.values()) {
    lookAt(crews, vehicle, vehicle.startsAt);
    if (vehicle.breaksDownAt !== null)
      sim.later(vehicle.breaksDownAt, async () => lookAt(crews, vehicle, sim.now()));
  }
  const start = demand[0]?.askedAt ?? 0;
  const last = addDays(asked.firstDay, asked.days);
  startRounds(sim, start, atLocalTime(last, "12:00", zone).getTime());
  let day = "";
  while (await sim.step()) {
    await settle();
    const today = dayOf(new Date(sim.now()));
    if (today !== day) asked.tell(`${asked.policy} ${today}: ${sim.courses.size} of ${demand.length} asked`);
    day = today;
  }
  return [...vehicles.values()];
}

function resultOf(
  sim: Simulation,
  asked: RunAsked,
  requestsPerDay: number,
  seen: { requests: RequestRecord[]; planning: Record<string, number> },
  vehicles: Vehicle[],
): RunResult {
  const { requests, planning } = seen;
  const names = Array.from({ length: asked.days }, (_, index) => addDays(asked.firstDay, index));
  const of = (days: string[]) => {
    const own = vehicles.filter((it) => days.includes(it.record.day));
    return indicatorsOf(
      requests.filter((it) => days.includes(it.day)),
      own.map((it) => it.record),
      own.flatMap((it) => it.spans),
    );
  };
  const { name, differs } = sim.policy;
  return {
    policy: { name, differs },
    requestsPerDay,
    total: of(names),
    days: names.map((day) => ({ day, ...of([day]) })),
    refusals: Object.fromEntries([...sim.refusals].sort(([a], [b]) => (a < b ? -1 : 1))),
    planning,
    requests,
  };
}

/**
 * Simulate a region for some days: demand and luck by the seed, everything else by the product's own verbs and jobs at the
 * simulated instant. A process simulates once: the plan kept in memory belongs to one database.
 */
export async function runSimulation(asked: RunAsked): Promise<RunResult> {
  const policy = policyNamed(asked.policy);
  const requestsPerDay =
    asked.requestsPerDay ?? Math.round((inhabitantsOf(asked.regionId) * requestsPerMillion) / 1_000_000);
  const settings = await seedRun(asked, policy);
  const { pool, close } = openPool(asked.appUrl, 4);
  const owner = postgres(asked.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    const region = regionContext(await getRegion(pool, asked.regionId));
    // Roads are as the seed has them, whatever a policy plans by.
    const roads = startingRoadProfile;
    const town = townOf(asked.regionId, roads);
    const noise = noiseOf(asked.seed, asked.noise);
    const sim = simulationOf({ pool, owner, region, settings, roads, town, noise, seed: asked.seed, policy });
    const vehicles = await live(sim, asked, requestsPerDay);
    const seen = { requests: await readOutcome(sim), planning: await readPlanning(sim) };
    return resultOf(sim, asked, requestsPerDay, seen, vehicles);
  } finally {
    await close();
    await owner.end();
  }
}
