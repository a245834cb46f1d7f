import type { Context } from "@/server/context";
import { handle as billTrip } from "@/server/jobs/bill-trip";
import { handle as creditPromise } from "@/server/jobs/credit-promise";
import { handle as expireHold } from "@/server/jobs/expire-hold";
import { handle as expireOffer } from "@/server/jobs/expire-offer";
import { handle as matchBooking } from "@/server/jobs/match-booking";
import { handle as releaseBooking } from "@/server/jobs/release-booking";
import { type QueueName, type QueuePayload, queues } from "@/server/queue";
import { workOutRepair } from "@/server/services/dispatch/work-out-repair";
import { countFailure, platform, type Simulation } from "./simulation";

type Run = (ctx: Context, data: unknown) => Promise<void>;

const job =
  <N extends QueueName>(name: N, handle: (ctx: Context, payload: QueuePayload<N>) => Promise<void>): Run =>
  (ctx, data) =>
    handle(ctx, queues[name].parse(data) as QueuePayload<N>);

/** As many moves as in the product; the clock of the machine that simulates ends nothing. */
const repairEffort = { seconds: Number.POSITIVE_INFINITY, iterations: 20_000 };

/** The worker's own handlers, by queue. */
const handlers: Partial<Record<QueueName, Run>> = {
  "match-booking": job("match-booking", matchBooking),
  "expire-offer": job("expire-offer", expireOffer),
  "expire-hold": job("expire-hold", expireHold),
  "release-booking": job("release-booking", releaseBooking),
  "bill-trip": job("bill-trip", billTrip),
  "credit-promise": job("credit-promise", creditPromise),
  "work-out-repair": job("work-out-repair", (ctx, { repairId }) =>
    workOutRepair(ctx, repairId, repairEffort),
  ),
};

/** Nobody reads messages in a simulation, and nothing is sent out of it; the clinician decides in time. */
const undelivered = new Set<string>(["send-message", "send-code", "remind-review"]);

interface Queued {
  name: QueueName;
  data: unknown;
  /** Epoch milliseconds; null: as soon as possible. */
  dueAt: number | null;
}

/** Take everything out of the queue, in the order in which it was sent. */
async function takeAll(sim: Simulation): Promise<Queued[]> {
  // What was sent without an instant begins "now" by the database's clock, which is not the simulated one.
  const rows = await sim.owner<{ name: QueueName; data: unknown; due: Date | null }[]>`
    WITH taken AS (DELETE FROM pgboss.job WHERE state = 'created' RETURNING name, data, start_after, created_on)
    SELECT name, data, CASE WHEN start_after > created_on + interval '1 second' OR start_after < created_on THEN start_after END AS due
    FROM taken ORDER BY created_on, name, data::text`;
  return rows.map(({ name, data, due }) => ({ name, data, dueAt: due?.getTime() ?? null }));
}

/** The worker's own number of tries, pauses growing from two seconds. */
const tries = 8;

async function run(sim: Simulation, { name, data }: Queued, attempt = 1): Promise<void> {
  const handle = handlers[name];
  if (!handle) throw new Error(`The simulator has no handler of ${name}`);
  try {
    await handle(sim.as(platform(name)), data);
  } catch (error) {
    countFailure(sim, `job ${name}`, error);
    if (attempt >= tries) return countFailure(sim, `job ${name} given up`, error);
    sim.later(sim.now() + 1000 * 2 ** attempt, () => run(sim, { name, data, dueAt: null }, attempt + 1));
  }
}

/** Do what is due in the queue at the simulated instant, and what follows from it; what is due later waits for its instant. */
export async function doJobs(sim: Simulation): Promise<void> {
  for (let queued = await takeAll(sim); queued.length > 0; queued = await takeAll(sim)) {
    for (const it of queued) {
      if (undelivered.has(it.name)) continue;
      if (it.dueAt === null || it.dueAt <= sim.now()) await run(sim, it);
      else sim.later(it.dueAt, () => run(sim, it));
    }
  }
}
