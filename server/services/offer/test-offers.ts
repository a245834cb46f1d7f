import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Actor, Context } from "@/server/context";
import { seal } from "@/server/gateways/vault";
import { holdSlot } from "@/server/services/dispatch/hold-slot";
import { type PlannedSlot, planSlots } from "@/server/services/dispatch/plan-slots";
import {
  dispatcherOf,
  morning,
  type RegionDatabase,
  regionId,
  type TestRegion,
  testRegion,
} from "@/server/services/dispatch/test-region";

interface OfferDatabase extends RegionDatabase {
  appUrl: string;
  close: () => Promise<void>;
}

export interface OpenOffer {
  id: string;
  org_id: string;
  shift_id: string;
  round: number;
  expires_at: Date;
  committed: boolean;
}

export interface Confirmed {
  id: string;
  guest: Actor;
  ctx: Context;
  slot: PlannedSlot;
}

/** A region of its own for one test file, emptied before every test; filled in `beforeAll`. */
export interface OfferWorld {
  database: OfferDatabase;
  region: TestRegion;
  /** A dispatcher of an operator. */
  as: (orgId: string, now?: Date) => Context;
  /** A booking with its slot promised, as confirmation leaves it. */
  confirmed: () => Promise<Confirmed>;
  openOffer: (bookingId: string) => Promise<OpenOffer | undefined>;
  jobs: (name: string) => Promise<unknown[]>;
  /** Channels by which a message was said. */
  messages: (template: string) => Promise<string[]>;
}

export const later = (seconds: number) => new Date(morning.getTime() + seconds * 1000);

async function confirm(region: TestRegion): Promise<Confirmed> {
  const booked = await region.booking({ contactVerifiedAt: morning });
  const ctx = region.ctx(booked.guest);
  const { slots } = await planSlots(ctx, { bookingId: booked.id, count: 1 });
  const [slot] = slots;
  if (!slot) throw new Error("no slot");
  const quoteId = await region.quote(booked.id, slot);
  await holdSlot(ctx, { bookingId: booked.id, quoteId, contactIndex: null });
  await region.confirm(booked.id, quoteId);
  return { ...booked, ctx, slot };
}

async function open(database: OfferDatabase): Promise<OfferWorld> {
  const region = await testRegion(database);
  const { owner } = database;
  return {
    database,
    region,
    as: (orgId, now = morning) => region.ctx(dispatcherOf(orgId), now),
    confirmed: () => confirm(region),
    openOffer: async (bookingId) => {
      const rows = await owner<
        OpenOffer[]
      >`SELECT * FROM offer WHERE booking_id = ${bookingId} AND status = 'open'`;
      return rows[0];
    },
    jobs: async (name) => [...(await owner`SELECT data FROM pgboss.job WHERE name = ${name}`)],
    messages: async (template) => {
      const rows = await owner<
        { channel: string }[]
      >`SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = ${template}`;
      return rows.map((it) => it.channel);
    },
  };
}

/** Somebody at an operator's desk with an e-mail address. */
export async function makeDispatcher({ database: { owner } }: OfferWorld, orgId: string): Promise<void> {
  const id = uuidv7();
  await owner`INSERT INTO account (id, name_sealed, email_sealed, email_index, created_at)
    VALUES (${id}, ${seal("调度", "-/account/name")}, ${seal(`${id}@example.org`, "-/account/email")}, ${id}, now())`;
  await owner`INSERT INTO membership (region_id, id, org_id, account_id, role, created_at)
    VALUES (${regionId}, ${uuidv7()}, ${orgId}, ${id}, 'dispatcher', now())`;
}

/** Register the hooks of a test file on a database of its own and answer with its world. */
export function offerWorld(testDatabase: () => Promise<OfferDatabase>): OfferWorld {
  const world = {} as OfferWorld;
  beforeAll(async () => {
    Object.assign(world, await open(await testDatabase()));
  });
  afterAll(() => world.database.close());
  beforeEach(async () => {
    const { owner } = world.database;
    await owner`TRUNCATE declined_demand, callback, message, claim, slot_hold, promise, decision, offer, trip, quote, booking,
      crew_claim, shift, vehicle, crew_member, certification, membership, audit CASCADE`;
    await owner`DELETE FROM organization`;
    await owner`DELETE FROM pgboss.job`;
  });
  return world;
}
