import fc from "fast-check";
import type { Sql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import type { Pool } from "@/db/client";
import type { makeAssignedTrip, OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { billTrip } from "@/server/services/billing/bill-trip";
import { confirmRefund, refundPayment } from "@/server/services/payment/refund";
import { runRefund } from "@/server/services/payment/run-refund";
import { settleById } from "@/server/services/payment/settle";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { recordCash, recordPos } from "@/server/services/payment/take";
import { importBankReturn } from "./bank-file";
import { closeDueDays } from "./close-days";
import { creditPromise } from "./credit-promise";
import { answerLineDispute, openLineDispute } from "./dispute-line";
import { approveBatch, markBatchSent, proposeBatch } from "./payout-batch";

/** Where a command is cut: before the nth of its transactions commits, or right after it. */
interface Cut {
  at: number;
  how: "before" | "after";
}
export interface Command {
  kind: (typeof kinds)[number];
  /** Thousandths of what it is about. */
  share: number;
  cut: Cut | null;
}
const kinds = [
  ...(["bill", "cash", "pos", "checkout", "page", "hear", "refund", "handBack", "job"] as const),
  ...(["credit", "day", "dispute", "payout"] as const),
] as const;

const cut = fc.record({
  at: fc.integer({ min: 1, max: 3 }),
  how: fc.constantFrom<Cut["how"][]>("before", "after"),
});
/** A sequence of commands, every third of which is cut somewhere. */
export const sequences = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    share: fc.integer({ min: 1, max: 1000 }),
    cut: fc.option(cut, { freq: 2, nil: null }),
  }),
  { minLength: 3, maxLength: 9 },
);

/** The process ended here. */
class Crash extends Error {}

/** A pool whose nth transaction is cut; the others pass. */
function cutting(pool: Pool, cut: Cut): Pool {
  let seen = 0;
  const transaction: Pool["transaction"] = async (work) => {
    seen += 1;
    if (seen !== cut.at) return pool.transaction(work);
    if (cut.how === "after") {
      await pool.transaction(work);
      throw new Crash();
    }
    return pool.transaction(async (db) => {
      await work(db);
      throw new Crash();
    });
  };
  return new Proxy(pool, { get: (of, key) => (key === "transaction" ? transaction : Reflect.get(of, key)) });
}

/** One booking's world: who acts, what was asked for, and the hour. */
export interface Stage {
  owner: Sql;
  pool: Pool;
  world: OperatorWorld;
  here: Awaited<ReturnType<typeof makeAssignedTrip>>;
  now: Date;
  pages: string[];
  checkouts: string[];
  /** Requests that were answered, to be sent again. */
  answered: ((ctx: Context) => Promise<unknown>)[];
}

const dayMs = 86_400_000;

export function contextOf(stage: Stage, actor: Actor): Context {
  const { pool, world, now } = stage;
  return { pool, actor, now, region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" } };
}
export const system: Actor = { kind: "system", job: "test" };
const member = (
  stage: Stage,
  role: "crew" | "dispatcher" | "finance" | "regulator",
  isOffice = false,
): Actor => ({
  kind: "user",
  accountId: isOffice ? uuidv7() : stage.world.accountId,
  role,
  orgId: isOffice ? stage.world.regulator.id : stage.world.operator.id,
  membershipId: null,
});

/** A deed with who does it; the context comes when it runs, so that it may be cut and sent again. */
type Deed = [Actor, (ctx: Context) => Promise<unknown>];

async function run(stage: Stage, [actor, work]: Deed, cut: Cut | null): Promise<unknown> {
  const whole = contextOf(stage, actor);
  const ctx = cut ? { ...whole, pool: cutting(stage.pool, cut) } : whole;
  try {
    const answer = await work(ctx);
    stage.answered.push((again) => work({ ...again, actor }));
    return answer;
  } catch (error) {
    if (error instanceof DomainError && !cut) return null;
    if (cut) return run(stage, [actor, work], null);
    throw error;
  }
}

async function refundOne(stage: Stage, share: number): Promise<Deed | null> {
  const [paid] = await stage.owner<{ id: string; fen: number }[]>`
    SELECT id, amount_fen AS fen FROM payment WHERE booking_id = ${stage.here.booking.id} AND status = 'succeeded'
    ORDER BY md5(id::text || ${share}::text) LIMIT 1`;
  if (!paid) return null;
  const input = {
    refundId: uuidv7(),
    paymentId: paid.id,
    amountFen: Math.max(1, Math.round((paid.fen * share) / 1000)),
    reason: "按约定退还",
  };
  return [member(stage, "dispatcher"), (ctx) => refundPayment(ctx, input)];
}

const refundsOf = (stage: Stage) => stage.owner<{ id: string; driver: string }[]>`
  SELECT r.id, p.driver FROM refund r JOIN payment p ON p.region_id = r.region_id AND p.id = r.payment_id
  WHERE r.booking_id = ${stage.here.booking.id} AND r.status = 'pending'`;

async function handBack(stage: Stage): Promise<Deed[]> {
  const open = (await refundsOf(stage)).filter(({ driver }) => driver !== "stripe");
  return open.map(({ id }) => [member(stage, "dispatcher"), (ctx) => confirmRefund(ctx, { refundId: id })]);
}

async function jobs(stage: Stage): Promise<Deed[]> {
  const open = await refundsOf(stage);
  return open.map(({ id }) => [system, (ctx) => runRefund(ctx, id, (reason) => reason)]);
}

async function dispute(stage: Stage, share: number, cut: Cut | null): Promise<void> {
  const [line] = await stage.owner<{ id: string; fen: number }[]>`
    SELECT entry_id AS id, abs(fen) AS fen FROM statement_line WHERE booking_id = ${stage.here.booking.id} AND fen <> 0 LIMIT 1`;
  if (!line) return;
  const input = { entryId: line.id, reason: "amount" as const };
  const opened = await run(stage, [member(stage, "dispatcher"), (ctx) => openLineDispute(ctx, input)], null);
  if (!opened) return;
  const { disputeId } = opened as { disputeId: string };
  const answer = { disputeId, grantedFen: Math.round((line.fen * share) / 1000), answer: "核对后答复" };
  await run(stage, [member(stage, "finance", true), (ctx) => answerLineDispute(ctx, answer)], cut);
}

async function payOut(stage: Stage, share: number, cut: Cut | null): Promise<void> {
  const { world, owner } = stage;
  const finance = member(stage, "finance", true);
  const orgIds = [world.operator.id];
  const proposed = await proposeBatch(contextOf(stage, finance), { orgIds }).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  if (!proposed) return;
  const { batchId } = proposed;
  await run(stage, [member(stage, "regulator", true), (ctx) => approveBatch(ctx, { batchId })], cut);
  await run(stage, [finance, (ctx) => markBatchSent(ctx, { batchId })], cut);
  const [row] = await owner<{ reference: string; fen: number }[]>`
    SELECT reference, amount_fen::int AS fen FROM payout WHERE batch_id = ${batchId}`;
  const told = (state: string) =>
    `业务参考号,金额,状态\n${row?.reference},${((row?.fen ?? 0) / 100).toFixed(2)},${state}\n`;
  const tell = (state: string) =>
    run(stage, [finance, (ctx) => importBankReturn(ctx, { batchId, content: told(state) })], cut);
  await tell(share > 300 ? "成功" : "退汇");
  if (share > 800) await tell("退汇");
}

async function pay(stage: Stage, cut: Cut | null): Promise<void> {
  const actor: Actor = {
    ...{ kind: "guest", bookingId: stage.here.booking.id, link: "track", manage: true },
    ...{ browserIndex: "b", addressIndex: "a" },
  };
  const started = await run(
    stage,
    [actor, (ctx) => startCheckout(ctx, { bookingId: stage.here.booking.id })],
    cut,
  );
  const url = (started as { url: string | null } | null)?.url;
  if (!url) return;
  stage.pages.push(url);
  stage.checkouts.push(new URL(url).pathname.split("/").at(-1) ?? "");
}

const submit = (url: string) =>
  fetch(url, {
    method: "POST",
    body: new URLSearchParams({ outcome: "succeed", method: "card" }),
    redirect: "manual",
  });

const hearing = (stage: Stage): Deed[] =>
  stage.checkouts.map((id) => [system, (ctx) => settleById(ctx, id, { declined: false })]);

/** Carry out one command; what it is cut off from is asked again, as a queue or a person would. */
export async function carryOut(stage: Stage, { kind, share, cut }: Command): Promise<void> {
  const { here } = stage;
  const each = async (deeds: Deed[]) => {
    for (const deed of deeds) await run(stage, deed, cut);
  };
  const taken = { paymentId: uuidv7(), tripId: here.trip.id, amountFen: share * 28 };
  if (kind === "bill") return each([[system, (ctx) => billTrip(ctx, here.trip.id)]]);
  if (kind === "cash") return each([[member(stage, "crew"), (ctx) => recordCash(ctx, taken)]]);
  if (kind === "pos") {
    const slip = { ...taken, slipNumber: `S${taken.paymentId.slice(-10)}` };
    return each([[member(stage, "crew"), (ctx) => recordPos(ctx, slip)]]);
  }
  if (kind === "checkout") return pay(stage, cut);
  if (kind === "page") return void (await Promise.all(stage.pages.map(submit)));
  // Told many times, in any order.
  if (kind === "hear") return each([...hearing(stage), ...hearing(stage).reverse()]);
  if (kind === "refund") return each([await refundOne(stage, share)].flatMap((deed) => (deed ? [deed] : [])));
  if (kind === "handBack") return each(await handBack(stage));
  if (kind === "job") return each(await jobs(stage));
  if (kind === "credit") return each([[system, (ctx) => creditPromise(ctx, here.booking.id)]]);
  if (kind === "dispute") return dispute(stage, share, cut);
  if (kind === "payout") return payOut(stage, share, cut);
  stage.now = new Date(stage.now.getTime() + dayMs);
  return each([[system, (ctx) => closeDueDays(ctx)]]);
}

/** Until nothing is on its way any more: webhooks heard, the credit looked at, refunds done. */
export async function settleDown(stage: Stage): Promise<void> {
  for (let round = 0; round < 6; round++) {
    for (const [actor, work] of hearing(stage)) await work(contextOf(stage, actor));
    // The bill sends this job; a sequence may have run it before there was a bill.
    await creditPromise(contextOf(stage, system), stage.here.booking.id);
    const open = [...(await handBack(stage)), ...(await jobs(stage))];
    if (open.length === 0) return;
    for (const [actor, work] of open)
      await work(contextOf(stage, actor)).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
  }
  throw new Error("Money never came to rest");
}
