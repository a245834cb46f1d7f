import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss } from "pg-boss";
import postgres from "postgres";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { env } from "./env";

const inRegion = z.object({ regionId: z.string() });
const ofBooking = inRegion.extend({ bookingId: z.uuid() });

/** Every queue with the shape of its payload: ids only. A handler of the same name stands in `server/jobs`. */
export const queues = {
  "match-booking": ofBooking,
  "expire-offer": inRegion.extend({ offerId: z.uuid() }),
  "expire-hold": inRegion.extend({ holdId: z.uuid() }),
  "release-booking": ofBooking.extend({ reason: z.string() }),
  "bill-trip": inRegion.extend({ tripId: z.uuid() }),
  "send-code": z.object({ regionId: z.string(), codeId: z.uuid() }),
  "send-message": inRegion.extend({ messageId: z.uuid() }),
  "notify-emergency": inRegion.extend({ handoverId: z.uuid() }),
  "escalate-emergency": inRegion.extend({ handoverId: z.uuid() }),
  "remind-review": inRegion.extend({ reviewId: z.uuid() }),
  "settle-payment-event": inRegion.extend({ eventId: z.string() }),
  "look-up-payment": inRegion.extend({ paymentId: z.uuid() }),
  "settle-subscription-event": inRegion.extend({ eventId: z.string() }),
  "keep-subscriptions": inRegion,
  "run-invoice": inRegion.extend({ invoiceId: z.uuid() }),
  "follow-invoices": ofBooking,
  "keep-invoices": inRegion,
  "refund-payment": inRegion.extend({ refundId: z.uuid() }),
  "credit-promise": ofBooking,
  "close-days": inRegion,
  "pre-settle-insurance": inRegion.extend({ visitId: z.uuid() }),
  "settle-insurance": inRegion.extend({ visitId: z.uuid() }),
  "run-insurance": inRegion.extend({ settlementId: z.uuid() }),
  "reconcile-insurance": inRegion,
  "work-out-repair": inRegion.extend({ repairId: z.uuid() }),
  "replan-subject": inRegion.extend({ certificationId: z.uuid() }),
  "replan-blocked": inRegion.extend({ vehicleId: z.uuid() }),
  "replan-vehicle": inRegion.extend({ vehicleId: z.uuid() }),
  "put-rule-in-force": inRegion.extend({ ruleVersionId: z.uuid() }),
  "apply-standards": inRegion.extend({ ruleVersionId: z.uuid() }),
  "hold-standards": inRegion,
  "remind-papers": inRegion,
  "remind-trips": inRegion,
  "seal-audit": inRegion,
  "seal-day": inRegion,
  "improve-plan": inRegion,
  "keep-promises": inRegion,
  "plan-tomorrow": inRegion,
  "learn-travel": inRegion,
  detect: inRegion,
  "keep-retention": inRegion,
  "reseal-old": inRegion,
  "drop-file": inRegion.extend({ sha256: z.string() }),
  "forget-scans": inRegion,
  "escalate-cases": inRegion,
  "keep-figures": inRegion,
  "publish-report": inRegion,
  "issue-statements": inRegion,
  sweep: inRegion,
} as const;
export type QueueName = keyof typeof queues;
export type QueuePayload<N extends QueueName> = z.infer<(typeof queues)[N]>;

const schema = "pgboss";
/** A handler has two minutes, then another worker takes the job; failed work is retried with growing pauses. */
const options = {
  expireInSeconds: 120,
  retryLimit: 8,
  retryBackoff: true,
  retryDelay: 2,
  retryDelayMax: 300,
  notify: true,
};

/** Owns the queue's schema and nothing else; the application's role is a member, so that it needs no grant on partitions. */
const queueRole = "anzhuan_queue";

/** The connection string with the queue's role taken at connect. */
function asQueueRole(url: string): string {
  const href = new URL(url);
  href.searchParams.set("options", `-c role=${queueRole}`);
  return href.href;
}

/** As the owner: make the queue's role, schema, tables and queues, and let the application's role use them. */
export async function installQueues(ownerUrl: string, appUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const app = decodeURIComponent(new URL(appUrl).username);
  const [known] = await client`SELECT 1 FROM pg_roles WHERE rolname = ${queueRole}`;
  if (!known) await client.unsafe(`CREATE ROLE ${queueRole} NOLOGIN`);
  await client.unsafe(`GRANT ${queueRole} TO "${app}"`);
  await client.unsafe(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${queueRole}`);
  await client.end();
  const connectionString = asQueueRole(ownerUrl);
  const boss = new PgBoss({
    connectionString,
    schema,
    createSchema: false,
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on("error", () => {});
  await boss.start();
  for (const name of Object.keys(queues)) await boss.createQueue(name, options);
  await boss.stop({ graceful: false });
}

let sender: Promise<PgBoss> | undefined;

/** Open the queue as the application's role; `worker` also polls, listens and keeps schedules. */
export async function openQueue(url: string, worker: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: asQueueRole(url),
    schema,
    migrate: false,
    createSchema: false,
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    reindex: false,
    max: worker ? 4 : 2,
  });
  boss.on("error", (error) => console.error("queue", error.message));
  await boss.start();
  return boss;
}

/**
 * Send a job in the caller's transaction: it exists only if the transaction commits.
 * `at` delays it; `once` names what it is about, and with `everySeconds` such a job is made once in that time at most.
 */
export async function enqueue<N extends QueueName>(
  db: Executor,
  name: N,
  payload: QueuePayload<N>,
  when: { at?: Date; once?: string; everySeconds?: number } = {},
): Promise<void> {
  sender ??= openQueue(env().APP_DATABASE_URL, false);
  const boss = await sender;
  await boss.send(name, payload, {
    db: fromDrizzle(db, sql),
    ...(when.at ? { startAfter: when.at } : {}),
    ...(when.once ? { singletonKey: when.once } : {}),
    ...(when.everySeconds ? { singletonSeconds: when.everySeconds } : {}),
  });
}

/** Close the sending side (tests and shutdown). */
export async function closeQueue(): Promise<void> {
  if (sender) await (await sender).stop({ graceful: false });
  sender = undefined;
}
