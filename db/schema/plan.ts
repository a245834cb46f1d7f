import { sql } from "drizzle-orm";
import { date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { type RepairPreview, repairReasons, repairStatuses } from "@/server/core/plan-repair";
import { type PlanFigures, planRunKinds, planRunOutcomes } from "@/server/core/plan-run";
import { repairKinds } from "@/server/core/scheduler/repair-kind";
import { shift } from "./fleet";
import { instant, officialPolicy, oneOf, ownerPolicy, regionId, rowId, within } from "./region-table";

/**
 * Which worker plans a region, until when: one at a time. `term` grows with every taking, so that a holder who was away
 * for too long is told apart from the one that came after it.
 */
export const planLease = pgTable(
  "plan_lease",
  {
    regionId: regionId(),
    holder: text("holder").notNull(),
    /** What it is held for: "improve", "night". */
    scope: text("scope").notNull(),
    term: integer("term").notNull(),
    until: instant("until").notNull(),
    /** No improvement before it: the pace of all workers together. */
    restUntil: instant("rest_until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId] }), officialPolicy("plan_lease")],
);

/** What came of planning a region's day in the background; an improvement that found nothing leaves no row. */
export const planRun = pgTable(
  "plan_run",
  {
    regionId: regionId(),
    id: rowId(),
    kind: text("kind", { enum: planRunKinds }).notNull(),
    day: date("day").notNull(),
    outcome: text("outcome", { enum: planRunOutcomes }).notNull(),
    /** Figures by the verifier's own simulation, over the shifts that were planned. */
    before: jsonb("before").$type<PlanFigures>().notNull(),
    after: jsonb("after").$type<PlanFigures>().notNull(),
    shiftsChanged: integer("shifts_changed").notNull(),
    /** Shifts left out, since their present route keeps not every rule: work for a dispatcher. */
    shiftsSetAside: integer("shifts_set_aside").notNull(),
    /** What the verifier held against a plan that was refused. */
    findings: jsonb("findings").$type<Record<string, unknown>[]>().notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("plan_run_recent").on(t.regionId, t.endedAt),
    uniqueIndex("plan_run_night_key").on(t.regionId, t.day).where(sql`kind = 'night'`),
    oneOf("plan_run_kind", "kind", planRunKinds),
    oneOf("plan_run_outcome", "outcome", planRunOutcomes),
    officialPolicy("plan_run"),
  ],
);

/**
 * A vehicle or crew that failed, and what can be done: worked out by the worker, shown to the operator's dispatcher, who
 * takes one option or leaves it. `preview` holds ids and seconds only.
 */
export const planRepair = pgTable(
  "plan_repair",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    shiftId: rowId("shift_id"),
    reason: text("reason", { enum: repairReasons }).notNull(),
    /** When vehicle and crew work again; null: not in this shift. */
    outUntil: instant("out_until"),
    status: text("status", { enum: repairStatuses }).notNull().default("asked"),
    preview: jsonb("preview").$type<RepairPreview>(),
    /** The option that was taken. */
    chosen: text("chosen", { enum: repairKinds }),
    askedBy: rowId("asked_by"),
    createdAt: instant("created_at").notNull(),
    answeredAt: instant("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("plan_repair_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    index("plan_repair_by_shift").on(t.regionId, t.shiftId, t.createdAt),
    oneOf("plan_repair_reason", "reason", repairReasons),
    oneOf("plan_repair_status", "status", repairStatuses),
    ownerPolicy("plan_repair"),
  ],
);
