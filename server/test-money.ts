import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import { type StripePeer, startStripePeer } from "@/peers/stripe/server";
import type { Actor, Context } from "@/server/context";
import { balanceFen, type LedgerAccount, ledgerAccounts } from "@/server/core/ledger";
import { seal } from "@/server/gateways/vault";
import { handle as lookUpJob } from "@/server/jobs/look-up-payment";
import { handle as refundJob } from "@/server/jobs/refund-payment";
import { inTransaction } from "@/server/scope";
import { billingOf } from "@/server/services/billing/view";
import { ledgerOf } from "@/server/services/ledger";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { sweepPayments } from "@/server/services/payment/sweep";
import type { TestDatabase } from "@/server/test-database";

type Trip = Awaited<ReturnType<typeof makeAssignedTrip>>;
type Role = "crew" | "dispatcher" | "finance" | "regulator" | "case_manager" | "seat" | "family";

/** What one test of money stands in: an operator's world with a fresh trip for each test, and Stripe's stand-in. */
export interface MoneyWorld {
  database: TestDatabase;
  world: OperatorWorld;
  here: Trip;
  peer: StripePeer;
  now: Date;
  system(minutes?: number): Context;
  /** The payer by the link; without `manage` only looking. */
  guest(manage?: boolean): Context;
  member(role: Role, orgId?: string, accountId?: string): Context;
  money(): ReturnType<typeof billingOf>;
  /** Accounts of this booking that are not at zero; fails unless all together are. */
  balances(): Promise<Partial<Record<LedgerAccount, number>>>;
  /** The payer pays what is due on the hosted page; nobody tells us. Answers with the checkout's id. */
  payOnline(): Promise<string>;
  /** A round of the sweep, then the jobs it sent about this booking's checkouts. */
  lookUp(minutes?: number): Promise<void>;
  runRefunds(): Promise<void>;
  messages(template: string): Promise<string[]>;
}

function contexts(it: MoneyWorld) {
  const contextOf = (actor: Actor, minutes = 0): Context => ({
    pool: it.database.pool,
    actor,
    region: { id: it.world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
    now: new Date(it.now.getTime() + minutes * 60_000),
  });
  return {
    system: (minutes = 60) => contextOf({ kind: "system", job: "test" }, minutes),
    guest: (manage = true) =>
      contextOf({
        kind: "guest",
        bookingId: it.here.booking.id,
        link: "track",
        manage,
        browserIndex: "b",
        addressIndex: "a",
      }),
    member: (role: Role, orgId = it.world.operator.id, accountId = it.world.accountId) =>
      contextOf({ kind: "user", accountId, role, orgId, membershipId: null }, 60),
  };
}

async function balancesOf(it: MoneyWorld) {
  const rows = await inTransaction(it.system(), (tx) => ledgerOf(tx, it.here.booking.id));
  const typed = rows.map((row) => ({
    ...row,
    debitAccount: row.debitAccount as LedgerAccount,
    creditAccount: row.creditAccount as LedgerAccount,
  }));
  const all = ledgerAccounts.map((account) => [account, balanceFen(typed, account)] as const);
  // Double entry: whatever happened, the accounts of a booking add up to nothing.
  expect(all.reduce((total, [, fen]) => total + fen, 0)).toBe(0);
  return Object.fromEntries(all.filter(([, fen]) => fen !== 0));
}

function deeds(it: MoneyWorld) {
  const bookingId = () => it.here.booking.id;
  return {
    money: () => billingOf(it.guest(), { bookingId: bookingId() }),
    balances: () => balancesOf(it),
    payOnline: async () => {
      const { url } = await startCheckout(it.guest(), { bookingId: bookingId() });
      const body = new URLSearchParams({ outcome: "succeed", method: "card" });
      await fetch(String(url), { method: "POST", body, redirect: "manual" });
      await it.lookUp();
      return new URL(String(url)).pathname.split("/").at(-1) ?? "";
    },
    lookUp: async (minutes = 60) => {
      await sweepPayments(it.system(minutes));
      const rows = await it.database.owner<{ id: string }[]>`
        SELECT DISTINCT data->>'paymentId' AS id FROM pgboss.job WHERE name = 'look-up-payment'
        AND data->>'paymentId' IN (SELECT id::text FROM payment WHERE booking_id = ${bookingId()})`;
      for (const { id } of rows)
        await lookUpJob(it.system(minutes), { regionId: it.world.regionId, paymentId: id });
    },
    runRefunds: async () => {
      const rows = await it.database.owner<
        { id: string }[]
      >`SELECT id FROM refund WHERE booking_id = ${bookingId()}`;
      for (const { id } of rows) await refundJob(it.system(), { regionId: it.world.regionId, refundId: id });
    },
    messages: async (template: string) => {
      const rows = await it.database.owner<{ channel: string }[]>`
        SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id = ${bookingId()} AND template = ${template} ORDER BY channel`;
      return rows.map(({ channel }) => channel);
    },
  };
}

/** Who hears what Stripe tells. */
export interface WebhookEar {
  secret: string;
  open(): Promise<string>;
  close(): void;
}
/** Webhooks are lost: what is known must come from asking. */
const nobody: WebhookEar = {
  secret: "whsec_test",
  open: async () => "http://127.0.0.1:9/",
  close: () => undefined,
};

/** Prepare the world once for a file of tests; call it at the top. Its parts may be taken out of it at once. */
export function moneyWorld(open: () => Promise<TestDatabase>, ear = nobody): MoneyWorld {
  const it = { now: new Date() } as MoneyWorld;
  Object.assign(it, contexts(it), deeds(it));
  beforeAll(async () => {
    it.peer = await startStripePeer({
      port: 0,
      dataDir: mkdtempSync(join(tmpdir(), "peer-")),
      webhookUrl: await ear.open(),
      webhookSecret: ear.secret,
    });
    it.database = await open();
    vi.stubEnv("STRIPE_API_URL", it.peer.url);
    vi.stubEnv("STRIPE_WEBHOOK_SECRET", ear.secret);
    it.world = await makeOperatorWorld(it.database.owner, seal, it.now);
  });
  afterAll(async () => {
    await it.peer.close();
    ear.close();
    await it.database.close();
  });
  beforeEach(async () => {
    it.here = await makeAssignedTrip(it.world, seal);
  });
  return it;
}

/** A member with an e-mail address who can be told something; answers with the account's id. */
export async function makeMember(it: MoneyWorld, orgId: string, role: Role): Promise<string> {
  const id = uuidv7();
  const { owner } = it.database;
  await owner`INSERT INTO account (id, name_sealed, email_sealed, email_index, created_at)
    VALUES (${id}, ${seal("职员", "-/account/name")}, ${seal(`${id}@example.org`, "-/account/email")}, ${id}, now())`;
  await owner`INSERT INTO membership (region_id, id, org_id, account_id, role, created_at)
    VALUES (${it.world.regionId}, ${uuidv7()}, ${orgId}, ${id}, ${role}, now())`;
  return id;
}
