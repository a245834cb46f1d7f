import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { planRun } from "@/db/schema/plan";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { addDays, localDay, localTime } from "@/server/core/local-time";
import type { PlanRunKind, PlanRunOutcome } from "@/server/core/plan-run";
import type { Improvement } from "@/server/core/scheduler/improve";
import { solveApart } from "@/server/gateways/solver/solver";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type DayPlan, dayPlan, problemAt, toSeconds } from "@/server/services/plan/day";
import { type Clock, holdLease, type Lease, LeaseLost, withLease } from "@/server/services/plan/lease";
import { lockPlanOf } from "@/server/services/plan/lock";
import { UnmeasuredPlace } from "@/server/services/plan/problem";
import { StalePlan } from "@/server/services/plan/route";
import { planSettings } from "@/server/services/plan/settings";
import { commitRoutes, UnsoundPlan } from "./commit-routes";
import { freeBookings } from "./plan-freedom";

/** `conflict`: somebody changed the plan meanwhile, or the lease was lost; nothing was written, a later run tries again. */
export type RunOutcome = PlanRunOutcome | "conflict";

/** No run looks at more moves than this, however fast the machine. */
const iterations = 2_000_000;

interface Run {
  kind: PlanRunKind;
  day: string;
  seconds: number;
  lease: Lease;
  clock: Clock;
}

/** What a run works on: the day as it stands, and what may be touched. */
interface Asked {
  day: DayPlan;
  freedom: { free: string[]; fixedUntilSeconds: number };
  startedAt: Date;
}

async function ask(ctx: Context, run: Run): Promise<Asked> {
  const startedAt = run.clock();
  const now = { ...ctx, now: startedAt };
  const day = await dayPlan(now, run.day, []);
  const ids = day.problem.requests.map((it) => it.id);
  const free = await inTransaction(now, (tx) => asPlatform(tx, (p) => freeBookings(p, ids)));
  const freezeMs = day.inForce.settings.planning.freezeMinutes * 60_000;
  const fixedUntilSeconds = toSeconds(day, new Date(startedAt.getTime() + freezeMs));
  return { day, freedom: { free, fixedUntilSeconds }, startedAt };
}

async function record(
  tx: Tx,
  run: Run,
  asked: Asked,
  found: Improvement,
  outcome: PlanRunOutcome,
  findings: readonly object[] = found.findings,
): Promise<void> {
  const id = uuidv7();
  const { before, after } = found;
  await tx.db.insert(planRun).values({
    regionId: tx.region.id,
    id,
    kind: run.kind,
    day: run.day,
    outcome,
    before,
    after: outcome === "committed" ? after : before,
    shiftsChanged: outcome === "committed" ? found.orders.length : 0,
    shiftsSetAside: found.setAside.length,
    findings: findings.map((it) => ({ ...it })),
    startedAt: asked.startedAt,
    endedAt: tx.now,
  });
  await writeAudit(tx, {
    verb: outcome === "refused" ? "plan.refuse" : `plan.${run.kind}`,
    noun: "plan",
    nounId: id,
    before: { day: run.day, ...before },
    after: {
      outcome,
      ...(outcome === "committed" ? after : {}),
      shifts: outcome === "committed" ? found.orders.map((it) => it.shiftId) : [],
      setAside: found.setAside.map((it) => it.shiftId),
      findings: findings.length,
    },
  });
}

/** Everybody on the shifts that a plan changes, by the plan that it was worked out on. */
const ridersOf = (day: DayPlan, shiftIds: readonly string[]): string[] => [
  ...new Set(
    day.plan.routes
      .filter((it) => shiftIds.includes(it.shiftId))
      .flatMap((it) => it.stops.map((stop) => stop.requestId)),
  ),
];

async function write(tx: Tx, run: Run, asked: Asked, found: Improvement): Promise<void> {
  const { day, freedom } = asked;
  const shiftIds = found.orders.map((it) => it.shiftId);
  const riders = ridersOf(day, shiftIds);
  await holdLease(tx, run.lease);
  await lockPlanOf(tx, riders, shiftIds);
  // Somebody may have been told a plate since: then this plan is of yesterday.
  const stillFree = new Set(await freeBookings(tx, freedom.free));
  const { moved } = await commitRoutes(tx, day, {
    orders: found.orders,
    seen: day.planVersions,
    leaving: [],
    joining: [],
  });
  if (moved.some((id) => !stillFree.has(id))) throw new StalePlan();
  await record(tx, run, asked, found, "committed");
  const orgs = shiftIds.map((id) => day.shifts.get(id)?.row.orgId);
  await wake(tx, { orgs: [...new Set(orgs)] });
  for (const booking of riders) await wake(tx, { booking });
}

const passing = (error: unknown): boolean =>
  error instanceof StalePlan ||
  error instanceof LeaseLost ||
  error instanceof UnmeasuredPlace ||
  lostRace(error);

/** Written, refused by the verifier under the locks, or thrown away. */
async function commit(ctx: Context, run: Run, asked: Asked, found: Improvement): Promise<RunOutcome> {
  const inPlan = (work: (tx: Tx) => Promise<void>) =>
    inTransaction({ ...ctx, now: run.clock() }, (tx) => asPlatform(tx, work));
  try {
    await inPlan((p) => write(p, run, asked, found));
    return "committed";
  } catch (error) {
    if (passing(error)) return "conflict";
    if (!(error instanceof UnsoundPlan)) throw error;
    // Sound when it was found and no longer: the vehicles or the papers moved on. Told, and looked at anew next time.
    console.error("plan refused", ctx.region.id, run.day, JSON.stringify(error.findings));
    await inPlan((p) => record(p, run, asked, found, "refused", error.findings));
    return "refused";
  }
}

/**
 * Improve the plan of one day under a lease: what was sold is kept as it was told (promises, operators, plates), what is
 * driven, locked or about to begin stays, and only a strictly better plan that the verifier passes is written.
 */
export async function improveDay(ctx: Context, run: Run): Promise<RunOutcome> {
  const asked = await ask(ctx, run);
  const { day, freedom } = asked;
  const problem = problemAt(day, asked.startedAt);
  const input = { problem, plan: day.plan, freedom, seed: run.lease.term };
  const found = await solveApart({ name: "improve", input, iterations, seconds: run.seconds });
  if (found.outcome === "better") return commit(ctx, run, asked, found);
  const outcome = found.outcome;
  if (outcome === "refused")
    console.error("plan refused", ctx.region.id, run.day, JSON.stringify(found.findings));
  // An improvement that found nothing leaves no trace; a night always does, so that tomorrow is planned once.
  if (outcome === "refused" || run.kind === "night")
    await inTransaction({ ...ctx, now: run.clock() }, (tx) =>
      asPlatform(tx, async (p) => {
        await holdLease(p, run.lease);
        await record(p, run, asked, found, outcome);
      }),
    );
  return outcome;
}

const settingsOf = (ctx: Context) =>
  inTransaction(ctx, (tx) => asPlatform(tx, async (p) => (await planSettings(p)).settings.planning));

/** What ends a search: the region's seconds, or its moves alone, by which the same plan is found every time (simulations). */
export type SearchEnd = "seconds" | "moves";
const secondsOf = (until: SearchEnd, seconds: number): number =>
  until === "moves" ? Number.POSITIVE_INFINITY : seconds;

/** Days on which nothing was found, by what their plans were then: not looked at again before something changes. */
const quiet = new Map<string, string>();

async function markOf(ctx: Context, day: string): Promise<string> {
  const { planVersions, travel } = await dayPlan(ctx, day, []);
  return JSON.stringify([travel.key, ...planVersions]);
}

/**
 * One round of continuous improvement (M13) in a region: today and tomorrow, at the region's pace over all workers. Null where
 * another worker plans or the pause is not over.
 */
export async function improveRegion(
  ctx: Context,
  clock: Clock = () => new Date(),
  until: SearchEnd = "seconds",
): Promise<Record<string, RunOutcome> | null> {
  const { improveEveryMinutes, improveSeconds } = await settingsOf(ctx);
  const held = { scope: "improve", paced: true, clock, restMs: improveEveryMinutes * 60_000 };
  return withLease(ctx, held, async (lease) => {
    const today = localDay(clock(), ctx.region.timeZone);
    const outcomes: Record<string, RunOutcome> = {};
    for (const ahead of [0, 1]) {
      const [day, key] = [addDays(today, ahead), `${ctx.region.id}/${ahead}`];
      const mark = await markOf({ ...ctx, now: clock() }, day);
      if (quiet.get(key) === mark) continue;
      const run = { kind: "improve" as const, day, seconds: secondsOf(until, improveSeconds), lease, clock };
      const outcome = await improveDay(ctx, run);
      if (outcome === "no_gain") quiet.set(key, mark);
      outcomes[day] = outcome;
    }
    return outcomes;
  });
}

async function isPlanned(ctx: Context, day: string): Promise<boolean> {
  const rows = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .select({ id: planRun.id })
        .from(planRun)
        .where(and(eq(planRun.regionId, p.region.id), eq(planRun.kind, "night"), eq(planRun.day, day))),
    ),
  );
  return rows.length > 0;
}

/**
 * Plan tomorrow once, from the region's hour of the evening on, and record it whatever came of it. A conflict is tried
 * again in the next round. Null where it is too early, done, or another worker plans.
 */
export async function planTomorrow(
  ctx: Context,
  clock: Clock = () => new Date(),
  until: SearchEnd = "seconds",
): Promise<RunOutcome | null> {
  const now = clock();
  const { nightAt, nightSeconds } = await settingsOf({ ...ctx, now });
  const { timeZone } = ctx.region;
  if (localTime(now, timeZone) < nightAt) return null;
  const day = addDays(localDay(now, timeZone), 1);
  if (await isPlanned(ctx, day)) return null;
  const held = { scope: "night", paced: false, clock };
  return withLease(ctx, held, async (lease) => {
    // Another worker may have been quicker between the look and the lease.
    if (await isPlanned(ctx, day)) return null;
    return improveDay(ctx, { kind: "night", day, seconds: secondsOf(until, nightSeconds), lease, clock });
  }).catch((error: unknown) => {
    if (error instanceof LeaseLost || lostRace(error)) return "conflict" as const;
    throw error;
  });
}
