import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { type PendingChange, planInvoiceStatuses, usageStatuses } from "@/server/core/subscription/invoice";
import { planCodes } from "@/server/core/subscription/plan";
import { subscriptionStatuses } from "@/server/core/subscription/standing";
import { organization } from "./organization";
import { instant, officialPolicy, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/** How an organization subscribes to the platform: one row each, as Stripe last told it. */
export const subscription = pgTable(
  "subscription",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    plan: text("plan", { enum: planCodes }).notNull().default("free"),
    status: text("status", { enum: subscriptionStatuses }).notNull().default("free"),
    /** The organization as Stripe knows it, and what it subscribed to there. */
    customerRef: text("customer_ref"),
    providerRef: text("provider_ref"),
    /** The card that is charged: "visa 4242". */
    card: text("card"),
    /** The unit price agreed, in fen: a month's or a trip's. */
    unitFen: integer("unit_fen"),
    periodStart: instant("period_start"),
    periodEnd: instant("period_end"),
    trialEnd: instant("trial_end"),
    /** A trial is given once. */
    hadTrial: boolean("had_trial").notNull().default(false),
    cancelAtPeriodEnd: boolean("cancel_at_period_end").notNull().default(false),
    /** Trips that ended since then are counted, while the plan is paid by the trip. */
    countedSince: instant("counted_since"),
    /** The hosted page that is open: its id, and its key, stored before it was asked for. */
    checkoutRef: text("checkout_ref"),
    checkoutKey: text("checkout_key"),
    checkoutPlan: text("checkout_plan", { enum: planCodes }),
    change: jsonb("change").$type<PendingChange>(),
    pastDueSince: instant("past_due_since"),
    createdAt: instant("created_at").notNull(),
    /** When Stripe was last asked. */
    checkedAt: instant("checked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("subscription_org_key").on(t.regionId, t.orgId),
    index("subscription_checked").on(t.regionId, t.checkedAt),
    within("subscription_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    oneOf("subscription_plan", "plan", planCodes),
    oneOf("subscription_status", "status", subscriptionStatuses),
    rule("subscription_free", "(status = 'free') = (plan = 'free')"),
    ownerPolicy("subscription"),
  ],
);

/** What a subscriber was billed, as Stripe shows it. */
export const subscriptionInvoice = pgTable(
  "subscription_invoice",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    providerRef: text("provider_ref").notNull(),
    number: text("number"),
    status: text("status", { enum: planInvoiceStatuses }).notNull(),
    totalFen: integer("total_fen").notNull(),
    /** Charged to the card: the total less what stood to the subscriber's credit. */
    dueFen: integer("due_fen").notNull(),
    paidFen: integer("paid_fen").notNull(),
    /** The tax within what was paid. */
    taxFen: integer("tax_fen").notNull(),
    lines: jsonb("lines").$type<{ description: string; amountFen: number }[]>().notNull(),
    attempts: integer("attempts").notNull(),
    nextAttemptAt: instant("next_attempt_at"),
    hostedUrl: text("hosted_url"),
    issuedAt: instant("issued_at").notNull(),
    paidAt: instant("paid_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("subscription_invoice_provider_key").on(t.regionId, t.providerRef),
    index("subscription_invoice_by_org").on(t.regionId, t.orgId, t.issuedAt),
    within("subscription_invoice_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    oneOf("subscription_invoice_status", "status", planInvoiceStatuses),
    ownerPolicy("subscription_invoice"),
  ],
);

/** A trip told to Stripe for a subscriber that pays by the trip: once, by its identifier. */
export const subscriptionUsage = pgTable(
  "subscription_usage",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    tripId: rowId("trip_id"),
    identifier: text("identifier").notNull(),
    status: text("status", { enum: usageStatuses }).notNull().default("waiting"),
    endedAt: instant("ended_at").notNull(),
    /** When it was first sent: the identifier holds for a day from then. */
    sentAt: instant("sent_at"),
    countedAt: instant("counted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("subscription_usage_trip_key").on(t.regionId, t.orgId, t.tripId),
    index("subscription_usage_open").on(t.regionId, t.endedAt).where(sql`status IN ('waiting', 'sent')`),
    within("subscription_usage_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    oneOf("subscription_usage_status", "status", usageStatuses),
    ownerPolicy("subscription_usage"),
  ],
);

/** A webhook about a subscription that arrived, once; its handling is a job. */
export const subscriptionEvent = pgTable(
  "subscription_event",
  {
    regionId: regionId(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    orgId: uuid("org_id").notNull(),
    /** The hosted page that it tells of, where it is one. */
    sessionRef: text("session_ref"),
    receivedAt: instant("received_at").notNull(),
    handledAt: instant("handled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("subscription_event_open").on(t.regionId, t.receivedAt).where(sql`handled_at is null`),
    officialPolicy("subscription_event"),
  ],
);
