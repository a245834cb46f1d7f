import type { Sql } from "postgres";
import type { Pool } from "@/db/client";
import { accountId as seededAccount } from "@/db/seed/city/staff";
import type { Actor, Context, RegionContext } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { Role } from "@/server/core/member";
import type { RegionSettings } from "@/server/core/region-settings";
import type { RoadProfile } from "@/server/core/road-estimate";
import type { SimulatedRequest } from "@/server/core/simulation/demand";
import { eventList } from "@/server/core/simulation/event-list";
import type { Noise } from "@/server/core/simulation/noise";
import type { Policy } from "@/server/core/simulation/policy";
import type { RequestEnd } from "@/server/core/simulation/record";
import type { NamedTown } from "./town";

/** What a run stands on: its database, region, town, luck and policy. */
export interface World {
  pool: Pool;
  /** Reads what the platform knows; nothing is written through it but the queue's emptying. */
  owner: Sql;
  region: RegionContext;
  /** In force: the policy's. */
  settings: RegionSettings;
  /** How long ways are on average, by which vehicles really drive. */
  roads: RoadProfile;
  town: NamedTown;
  noise: Noise;
  seed: number;
  policy: Policy;
}

/** A request under way through the product. */
export interface Course {
  request: SimulatedRequest;
  bookingId: string | null;
  /** Set where the product's rows do not say it: no slot, refused, lost, not at the door. */
  end: RequestEnd | null;
  refusedBy: string | null;
}

type Work = () => Promise<void>;

/** The simulated clock with what is to happen, and what all parts of a run share. */
export interface Simulation extends World {
  now: () => number;
  courses: Map<string, Course>;
  /** Refusals and failed jobs by key: what the product said no to, and how often. */
  refusals: Map<string, number>;
  /** At an instant (epoch milliseconds; not before now) do some work. */
  later: (at: number, work: Work) => void;
  /** Do the next piece of work; false when nothing is left. */
  step: () => Promise<boolean>;
  /** The context of a verb at the simulated instant. */
  as: (actor: Actor) => Context;
}

export const minuteMs = 60_000;

export function simulationOf(world: World): Simulation {
  const events = eventList<Work>();
  let now = 0;
  return {
    ...world,
    now: () => now,
    courses: new Map(),
    refusals: new Map(),
    later: (at, work) => events.add(Math.max(at, now), work),
    step: async () => {
      const next = events.next();
      if (!next) return false;
      now = next.at;
      await next.event();
      return true;
    },
    as: (actor) => ({ pool: world.pool, region: world.region, actor, now: new Date(now) }),
  };
}

/** A member of an organization, as signed in. */
export const member = (sim: World, role: Role, orgId: string, account?: string): Actor => ({
  kind: "user",
  accountId: account ?? seededAccount(sim.region.id, `${role}/${orgId}`),
  role,
  orgId,
  membershipId: null,
});

export const platform = (job: string): Actor => ({ kind: "system", job });

function count(sim: Simulation, key: string): void {
  sim.refusals.set(key, (sim.refusals.get(key) ?? 0) + 1);
}

/** Count why a job failed. */
export function countFailure(sim: Simulation, name: string, error: unknown): void {
  const why = error instanceof DomainError ? error.key : error instanceof Error ? error.message : "unknown";
  count(sim, `${name}: ${why}`);
}

/** Try a verb; a refusal (DomainError) is counted and answered with its key, any other error ends the run. */
export async function attempt<T>(
  sim: Simulation,
  verb: string,
  work: () => Promise<T>,
): Promise<{ done: T } | { refused: string }> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    count(sim, `${verb}: ${error.key}`);
    return { refused: error.key };
  }
}
