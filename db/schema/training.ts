import { date, doublePrecision, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { trainingKinds, trainingStatuses } from "@/server/core/training";
import { crewMember } from "./fleet";
import { instant, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/** One course of a crew member: entered by the operator with its certificate, confirmed by the regulator. */
export const crewTraining = pgTable(
  "crew_training",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    crewId: rowId("crew_id"),
    kind: text("kind", { enum: trainingKinds }).notNull().default("course"),
    course: text("course").notNull(),
    provider: text("provider").notNull(),
    /** Day of the course, region's calendar: it counts in that year and quarter. */
    heldOn: date("held_on").notNull(),
    hours: doublePrecision("hours").notNull(),
    credits: doublePrecision("credits").notNull(),
    /** The certificate; none for hours carried over. */
    fileId: uuid("file_id"),
    status: text("status", { enum: trainingStatuses }).notNull().default("entered"),
    /** Why it was refused. */
    reason: text("reason"),
    enteredBy: uuid("entered_by"),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("crew_training_crew", [t.regionId, t.crewId], [crewMember.regionId, crewMember.id]),
    index("crew_training_by_crew").on(t.regionId, t.crewId, t.heldOn),
    index("crew_training_by_status").on(t.regionId, t.status, t.createdAt),
    oneOf("crew_training_kind", "kind", trainingKinds),
    oneOf("crew_training_status", "status", trainingStatuses),
    rule("crew_training_amounts", "hours >= 0 AND credits >= 0"),
    rule("crew_training_certificate", "kind = 'opening' OR file_id is not null"),
    rule("crew_training_refused_why", "(status = 'refused') = (reason is not null)"),
    ownerPolicy("crew_training"),
  ],
);
