import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { crewDuties } from "@/server/core/crew";
import { type RouteStop, type ShiftBreak, shiftKinds, shiftStatuses } from "@/server/core/shift";
import type { MarkingItem } from "@/server/core/standard/facts";
import { type Berths, type EquipmentItem, retireReasons, vehicleClasses } from "@/server/core/vehicle";
import { organization } from "./organization";
import { tstzrange } from "./range";
import {
  instant,
  oneOf,
  ownerOrUserPolicy,
  ownerPolicy,
  regionId,
  rowId,
  rule,
  within,
} from "./region-table";

/** A vehicle of one operator, certified in one region at a time. */
export const vehicle = pgTable(
  "vehicle",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    plate: text("plate").notNull(),
    class: text("class", { enum: vehicleClasses }).notNull(),
    model: text("model").notNull(),
    berths: jsonb("berths").$type<Berths>().notNull(),
    /** Equipment on board: item → quantity. */
    equipment: jsonb("equipment").$type<Partial<Record<EquipmentItem, number>>>().notNull(),
    maxPatientKg: integer("max_patient_kg").notNull(),
    /** Licence class that the registered vehicle asks of its driver. */
    licenceClass: text("licence_class").notNull(),
    registeredOn: date("registered_on").notNull(),
    odometerKm: integer("odometer_km").notNull(),
    positioningDeviceId: text("positioning_device_id"),
    thirdPartyCoverFen: integer("third_party_cover_fen").notNull(),
    seatCoverFen: integer("seat_cover_fen").notNull(),
    baseName: text("base_name").notNull(),
    baseLat: doublePrecision("base_lat").notNull(),
    baseLon: doublePrecision("base_lon").notNull(),
    phone: text("phone"),
    /** What the regulator saw on the marking photos (core/standard/facts.ts); null before anyone looked. */
    markings: jsonb("markings").$type<MarkingItem[]>(),
    /** The registered owner is the operator itself: no leasing, lending or hanging under a licence. */
    ownedByOperator: boolean("owned_by_operator").notNull().default(true),
    status: text("status", { enum: ["active", "retired"] })
      .notNull()
      .default("active"),
    /** From this day (region's calendar) it carries nobody any more; until then the operator may take it back. */
    retiresOn: date("retires_on"),
    retireReason: text("retire_reason", { enum: retireReasons }),
    /** Until when it was certified before that (null: without end), for taking it back. */
    certifiedUntil: instant("certified_until"),
    /** Since when it carries nobody until a disinfection is recorded, and the shifts up to when are taken from the plan. */
    blockedSince: instant("blocked_since"),
    blockedUntil: instant("blocked_until"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("vehicle_plate_key").on(t.regionId, t.plate).where(sql`status = 'active'`),
    within("vehicle_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    index("vehicle_by_org").on(t.regionId, t.orgId),
    oneOf("vehicle_class", "class", vehicleClasses),
    oneOf("vehicle_status", "status", ["active", "retired"]),
    rule("vehicle_blocked_whole", "(blocked_since is null) = (blocked_until is null)"),
    rule("vehicle_retires_why", "(retires_on is null) = (retire_reason is null)"),
    ownerPolicy("vehicle"),
  ],
);

/** Which region certifies a plate: one vehicle has one responsible operator nationwide. */
export const plateDirectory = pgTable("plate_directory", {
  plate: text("plate").primaryKey(),
  regionId: text("region_id").notNull(),
  vehicleId: uuid("vehicle_id").notNull(),
  takenAt: instant("taken_at").notNull(),
});

/** A crew member on an operator's list. */
export const crewMember = pgTable(
  "crew_member",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    accountId: uuid("account_id"),
    nameSealed: text("name_sealed").notNull(),
    nameIndex: text("name_index").notNull(),
    idNumberSealed: text("id_number_sealed"),
    idNumberIndex: text("id_number_index"),
    phoneSealed: text("phone_sealed"),
    duties: jsonb("duties").$type<(typeof crewDuties)[number][]>().notNull(),
    licenceClasses: text("licence_classes").array().notNull().default(sql`'{}'::text[]`),
    /** Hours that stood here before single courses were kept; they count by their opening row in `crew_training`. */
    trainingHours: integer("training_hours").notNull().default(0),
    /** Calendar year (region's zone) that those hours were done in. */
    trainingYear: integer("training_year"),
    ppeTrained: boolean("ppe_trained").notNull().default(false),
    status: text("status", { enum: ["active", "left"] })
      .notNull()
      .default("active"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("crew_member_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    index("crew_member_by_org").on(t.regionId, t.orgId),
    index("crew_member_account").on(t.regionId, t.accountId),
    oneOf("crew_member_status", "status", ["active", "left"]),
    ownerOrUserPolicy("crew_member", "account_id"),
  ],
);

/**
 * A vehicle and crew at work from A to B with its ordered route. `plan_version` guards the route: whoever changes it
 * says which version they saw (architecture.md, Claims).
 */
export const shift = pgTable(
  "shift",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    vehicleId: rowId("vehicle_id"),
    kind: text("kind", { enum: shiftKinds }).notNull(),
    status: text("status", { enum: shiftStatuses }).notNull().default("planned"),
    during: tstzrange("during").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    baseLat: doublePrecision("base_lat").notNull(),
    baseLon: doublePrecision("base_lon").notNull(),
    breaks: jsonb("breaks").$type<ShiftBreak[]>().notNull(),
    route: jsonb("route").$type<RouteStop[]>().notNull(),
    planVersion: integer("plan_version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("shift_vehicle", [t.regionId, t.vehicleId], [vehicle.regionId, vehicle.id]),
    index("shift_day").on(t.regionId, t.startsAt),
    index("shift_by_org").on(t.regionId, t.orgId, t.startsAt),
    oneOf("shift_kind", "kind", shiftKinds),
    oneOf("shift_status", "status", shiftStatuses),
    rule("shift_order", "ends_at > starts_at"),
    ownerPolicy("shift"),
  ],
);

/** A crew member taken for a shift; an exclusion constraint forbids two shifts at once (custom migration). */
export const crewClaim = pgTable(
  "crew_claim",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    shiftId: rowId("shift_id"),
    crewId: rowId("crew_id"),
    duty: text("duty", { enum: crewDuties }).notNull(),
    during: tstzrange("during").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("crew_claim_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    within("crew_claim_crew", [t.regionId, t.crewId], [crewMember.regionId, crewMember.id]),
    index("crew_claim_by_shift").on(t.regionId, t.shiftId),
    oneOf("crew_claim_duty", "duty", crewDuties),
    ownerPolicy("crew_claim"),
  ],
);
