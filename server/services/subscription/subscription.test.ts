import { beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/stripe/webhook/route";
import { makeOrganization } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { handle as settleJob } from "@/server/jobs/settle-subscription-event";
import { refreshSubscription, startCard } from "@/server/services/subscription/card";
import {
  cancelSubscription,
  changeOwnPlan,
  previewPlan,
  resumeSubscription,
} from "@/server/services/subscription/change";
import { getSubscription } from "@/server/services/subscription/get";
import { keepSubscriptions } from "@/server/services/subscription/keep";
import { mayDownloadSheets } from "@/server/services/subscription/limit";
import { startSubscribing } from "@/server/services/subscription/subscribe";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";
import { webhookEar } from "@/server/test-webhooks";

const ear = webhookEar();
const books = moneyWorld(testDatabase, ear);
ear.tell(books);
const { drive, complete } = rideOf(books);
const locale = "zh-CN" as const;
let orgId: string;

/** A fresh operator for each test: what one subscribes to is nothing to the next. */
beforeEach(async () => {
  orgId = (await makeOrganization(books.world.db, books.world.regionId, "operator")).id;
});
const desk = (minutes = 60, org = orgId): Context => ({
  ...books.member("finance", org),
  now: new Date(books.now.getTime() + minutes * 60_000),
});
const day = 24 * 60;
const view = (minutes = 60) => getSubscription(desk(minutes));
const pageId = (url: string | null) => new URL(String(url)).pathname.split("/").at(-1) ?? "";

async function submit(url: string | null, card: "4242" | "0341"): Promise<string> {
  await fetch(String(url), { method: "POST", body: new URLSearchParams({ card }), redirect: "manual" });
  return pageId(url);
}
const advance = (session: string, days: number) =>
  fetch(`${books.peer.url}/peer/sessions/${session}/advance`, {
    method: "POST",
    body: JSON.stringify({ days }),
  });

/** Give what was heard to the real route, doubled and turned round, then run the jobs that it sent. */
async function deliver(minutes = 60): Promise<void> {
  // Nothing is heard at once: the stand-in sends from its own process's queue.
  await new Promise((done) => setTimeout(done, 150));
  for (const { body, signature } of [...ear.arrived].reverse().flatMap((it) => [it, it])) {
    const headers = { "stripe-signature": signature };
    const request = new Request("http://localhost/api/stripe/webhook", { method: "POST", body, headers });
    expect((await POST(request)).status).toBe(200);
  }
  const { regionId } = books.world;
  const rows = await books.database.owner<{ id: string }[]>`
    SELECT id FROM subscription_event WHERE handled_at IS NULL AND org_id = ${orgId} ORDER BY id`;
  for (const { id } of rows) await settleJob(books.system(minutes), { regionId, eventId: id });
  ear.arrived = [];
}

async function balances(): Promise<Record<string, number>> {
  const rows = await books.database.owner<{ account: string; fen: string }[]>`
    SELECT account, sum(fen) AS fen FROM (
      SELECT debit_account AS account, amount_fen AS fen FROM ledger_entry WHERE org_id = ${orgId}
      UNION ALL SELECT credit_account, -amount_fen FROM ledger_entry WHERE org_id = ${orgId}) AS sides
    GROUP BY account ORDER BY account`;
  return Object.fromEntries(rows.map(({ account, fen }) => [account, Number(fen)]));
}
const told = async (kind: string) => {
  const key = `subscription:${kind}:${orgId}%`;
  const rows = await books.database
    .owner`SELECT 1 FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND dedupe_key LIKE ${key}`;
  return rows.length;
};

describe("subscribing", () => {
  it("leads every tab to one page, begins with a trial, and is charged at its end", async () => {
    const started = await Promise.all(
      [1, 2, 3].map(() => startSubscribing(desk(), { plan: "monthly", locale })),
    );
    expect(new Set(started.map(({ url }) => url)).size).toBe(1);
    const session = await submit(started[0]?.url ?? null, "4242");
    await deliver();
    expect(await view()).toMatchObject({
      plan: "monthly",
      standing: "trialing",
      card: "visa 4242",
      unitFen: 30_000,
    });
    expect(await keyOf(startSubscribing(desk(), { plan: "monthly", locale }))).toBe(
      "conflict subscription.already",
    );
    await advance(session, 15);
    await keepSubscriptions(books.system(8 * 60));
    expect(await view()).toMatchObject({
      standing: "active",
      invoices: [{ dueFen: 30_000, taxFen: 1698 }, {}],
    });
    const posted = { "fee:platform": -28_302, "money:stripe": 30_000, "tax:output": -1698 };
    expect(await balances()).toEqual(posted);
    await deliver();
    await keepSubscriptions(books.system(16 * 60));
    expect(await balances()).toEqual(posted);
  });

  it("is for operators and hospitals, each its own", async () => {
    const regulator = books.world.regulator.id;
    expect(await keyOf(getSubscription(desk(0, regulator)))).toBe("not_found subscription.not_found");
    const { url } = await startSubscribing(desk(), { plan: "monthly", locale });
    await submit(url, "4242");
    await deliver();
    expect(await getSubscription(desk(60, books.world.operator.id))).toMatchObject({
      plan: "free",
      invoices: [],
    });
  });
});

describe("a charge that fails", () => {
  async function pastDue(): Promise<void> {
    await makeMember(books, orgId, "finance");
    const { url } = await startSubscribing(desk(), { plan: "monthly", locale });
    const session = await submit(url, "0341");
    await advance(session, 15);
    await deliver();
  }

  it("goes through its steps, each told once, and limits sheets only at the end", async () => {
    await pastDue();
    expect((await view(60)).standing).toBe("past_due");
    expect(await keyOf(mayDownloadSheets(desk(60)))).toBe("no error");
    expect((await view(8 * day)).standing).toBe("grace");
    expect(await keyOf(mayDownloadSheets(desk(20 * day)))).toBe("no error");
    expect((await view(22 * day)).standing).toBe("limited");
    expect(await keyOf(mayDownloadSheets(desk(22 * day)))).toBe("conflict subscription.limited");
    for (const at of [day, 8 * day, 9 * day, 22 * day, 23 * day]) await keepSubscriptions(books.system(at));
    expect([await told("past_due"), await told("grace"), await told("limited")]).toEqual([1, 1, 1]);
    expect(await balances()).toEqual({});
  });

  it("is mended by another card, which pays what is owed at once", async () => {
    await pastDue();
    expect(await keyOf(changeOwnPlan(desk(), { plan: "per_trip", prorationAt: 1 }))).toBe(
      "conflict subscription.owing",
    );
    await submit((await startCard(desk(), locale)).url, "0341");
    await refreshSubscription(desk());
    expect(await view()).toMatchObject({ standing: "past_due" });
    await submit((await startCard(desk(), locale)).url, "4242");
    await refreshSubscription(desk());
    expect(await view()).toMatchObject({ standing: "active", card: "visa 4242" });
    expect(await balances()).toMatchObject({ "money:stripe": 30_000 });
    await deliver();
    expect(await balances()).toMatchObject({ "money:stripe": 30_000 });
    expect(await told("mended")).toBe(1);
  });
});

describe("a change", () => {
  it("costs what was shown, and is asked for once at a time", async () => {
    const { url } = await startSubscribing(desk(), { plan: "per_trip", locale });
    const session = await submit(url, "4242");
    await advance(session, 15);
    await refreshSubscription(desk());
    const shown = await previewPlan(desk(), { plan: "monthly" });
    expect(shown).toMatchObject({ chargedNow: true });
    expect(await changeOwnPlan(desk(), { plan: "monthly", prorationAt: shown.prorationAt })).toEqual({
      isDone: true,
    });
    const after = await view();
    expect(after).toMatchObject({ plan: "monthly", standing: "active", isChanging: false });
    expect(after.invoices[0]?.dueFen).toBe(shown.totalFen);
    expect(await keyOf(previewPlan(desk(), { plan: "monthly" }))).toBe("conflict subscription.same_plan");
    const back = await previewPlan(desk(), { plan: "per_trip" });
    expect(back.totalFen).toBeLessThan(0);
    await changeOwnPlan(desk(), { plan: "per_trip", prorationAt: back.prorationAt });
    expect(await view()).toMatchObject({ plan: "per_trip" });
  });

  it("to the end of the period can be taken back, else the free plan follows", async () => {
    const { url } = await startSubscribing(desk(), { plan: "monthly", locale });
    const session = await submit(url, "4242");
    await refreshSubscription(desk());
    expect(await keyOf(resumeSubscription(desk()))).toBe("conflict subscription.not_cancelled");
    await cancelSubscription(desk());
    expect(await view()).toMatchObject({ cancelAtPeriodEnd: true, plan: "monthly" });
    expect(await keyOf(cancelSubscription(desk()))).toBe("conflict subscription.cancelled");
    await resumeSubscription(desk());
    expect(await view()).toMatchObject({ cancelAtPeriodEnd: false });
    await cancelSubscription(desk());
    await advance(session, 15);
    await deliver();
    expect(await view()).toMatchObject({
      plan: "free",
      standing: "free",
      cancelAtPeriodEnd: false,
      trialDays: 0,
    });
    expect(await balances()).toEqual({});
  });

  it("that was stored while Stripe was silent is carried out by the round", async () => {
    const { url } = await startSubscribing(desk(), { plan: "monthly", locale });
    await submit(url, "4242");
    await refreshSubscription(desk());
    const change = {
      kind: "cancel",
      plan: null,
      key: `c-${orgId}`,
      prorationAt: null,
      askedAt: "2026-01-01",
    };
    await books.database
      .owner`UPDATE subscription SET change = ${JSON.stringify(change)}::text::jsonb WHERE org_id = ${orgId}`;
    await keepSubscriptions(books.system(120));
    expect(await view(120)).toMatchObject({ cancelAtPeriodEnd: true, isChanging: false });
  });
});

describe("trips", () => {
  it("are counted once each, however often the round runs and whatever answers are lost", async () => {
    orgId = books.world.operator.id;
    // It had its trial before: what is used counts from the first day.
    await books.database.owner`
      INSERT INTO subscription (region_id, id, org_id, had_trial, created_at)
      VALUES (${books.world.regionId}, ${orgId}, ${orgId}, true, now())`;
    const { url } = await startSubscribing(desk(0), { plan: "per_trip", locale });
    const session = await submit(url, "4242");
    await refreshSubscription(desk(0));
    await drive();
    await complete();
    await books.database
      .owner`UPDATE subscription SET counted_since = now() - interval '1 day' WHERE org_id = ${orgId}`;
    await Promise.all([keepSubscriptions(books.system(120)), keepSubscriptions(books.system(120))]);
    expect(await view(120)).toMatchObject({ usage: { counted: 1, waiting: 0, unknown: 0 } });
    // The answer was lost: what was sent is sent again by its identifier, and Stripe has it once.
    await books.database
      .owner`UPDATE subscription_usage SET status = 'sent', counted_at = NULL WHERE org_id = ${orgId}`;
    await keepSubscriptions(books.system(180));
    expect(await view(180)).toMatchObject({ usage: { counted: 1 } });
    await advance(session, 32);
    await keepSubscriptions(books.system(8 * 60));
    expect((await view(8 * 60)).invoices[0]).toMatchObject({ dueFen: 200, status: "paid" });
  });
});
