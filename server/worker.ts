import { randomUUID } from "node:crypto";
import type { JobResult } from "pg-boss";
import { openPool } from "@/db/client";
import type { Context } from "./context";
import { failureText, loggable } from "./core/failure";
import { env } from "./env";
import { openQueue, type QueueName, queues } from "./queue";
import { getRegion, listRegions, regionContext } from "./services/region";

type Handler = (ctx: Context, payload: unknown) => Promise<void>;

/** How often the work that no job starts is looked for, per region, in milliseconds. */
const rounds: Partial<Record<QueueName, number>> = {
  "seal-audit": 4_000,
  "seal-day": 20_000,
  sweep: 15_000,
  "remind-trips": 60_000,
  "keep-subscriptions": 60_000,
  "keep-invoices": 60_000,
  "improve-plan": 30_000,
  "keep-promises": 60_000,
  "plan-tomorrow": 60_000,
  "learn-travel": 600_000,
  detect: 600_000,
  "close-days": 600_000,
  "escalate-cases": 300_000,
  "hold-standards": 600_000,
  "keep-retention": 7_200_000,
  "keep-figures": 10_000,
  "reseal-old": 600_000,
  "publish-report": 3_600_000,
  "issue-statements": 3_600_000,
  "remind-papers": 3_600_000,
  "forget-scans": 21_600_000,
  "reconcile-insurance": 600_000,
};

const { pool, close } = openPool(env().APP_DATABASE_URL, 8);
const holder = randomUUID();

async function handlerOf(name: QueueName): Promise<Handler> {
  const module = (await import(`./jobs/${name}.ts`)) as { handle: Handler };
  return module.handle;
}

async function systemContext(regionId: string, job: string): Promise<Context> {
  const region = await getRegion(pool, regionId);
  return {
    pool,
    now: new Date(),
    region: regionContext(region),
    actor: { kind: "system", job: `${job}@${holder.slice(0, 8)}` },
  };
}

/**
 * How a queue is emptied. A wake-up stands for one job or many, delayed jobs and retries fall due without one, and with
 * batches of one the queue ignores the burst: so small batches, fetched on while they come back full, and a short poll.
 */
const fetching = {
  batchSize: 5,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
  perJobResults: true,
} as const;

/** One handler per queue; a job that fails is retried by itself with growing pauses, not with its batch. */
async function takeJobs(): Promise<() => Promise<void>> {
  const boss = await openQueue(env().APP_DATABASE_URL, true);
  for (const name of Object.keys(queues) as QueueName[]) {
    const handle = await handlerOf(name);
    await boss.work(name, fetching, async (jobs) => {
      const results: JobResult[] = [];
      for (const { id, data } of jobs) results.push({ id, ...(await doJob(name, handle, data)) });
      return results;
    });
  }
  return () => boss.stop({ graceful: true, timeout: 5_000 });
}

async function doJob(name: QueueName, handle: Handler, data: unknown): Promise<Omit<JobResult, "id">> {
  try {
    const payload = queues[name].parse(data);
    await handle(await systemContext(payload.regionId, name), payload);
    return { status: "completed" };
  } catch (error) {
    console.error(`job ${name}`, loggable(error));
    return { status: "failed", output: { message: failureText(error) } };
  }
}

/** One region's part of a round; its failure is its own. */
async function roundOf(name: QueueName, handle: Handler, regionId: string): Promise<void> {
  await handle(await systemContext(regionId, name), { regionId });
}

/** Rounds over all regions, one after another, never two of a kind at once in this process. */
function keepRounds(name: QueueName, everyMs: number): () => void {
  let busy = false;
  const round = async () => {
    if (busy) return;
    busy = true;
    try {
      const handle = await handlerOf(name);
      for (const { id } of await listRegions(pool))
        await roundOf(name, handle, id).catch((error: unknown) =>
          console.error(`round ${name} ${id}`, loggable(error)),
        );
    } catch (error) {
      console.error(`round ${name}`, loggable(error));
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void round(), everyMs);
  void round();
  return () => clearInterval(timer);
}

async function main(): Promise<void> {
  const stopJobs = await takeJobs();
  const stopRounds = Object.entries(rounds).map(([name, every]) => keepRounds(name as QueueName, every));
  const stop = async () => {
    for (const end of stopRounds) end();
    await stopJobs();
    await close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
  console.error("worker at work");
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
