import { sql } from "drizzle-orm";
import { date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { type PlanFigures, planRunKinds, planRunOutcomes } from "@/server/core/plan-run";
import { instant, officialPolicy, oneOf, regionId, rowId } from "./region-table";

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
