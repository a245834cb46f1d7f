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
import { defectStatuses, type InspectionAnswer } from "@/server/core/inspection";
import { shift, vehicle } from "./fleet";
import { instant, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/** A vehicle looked over by its crew before a shift: every item of the region's list, photos, odometer; append-only. */
export const vehicleInspection = pgTable(
  "vehicle_inspection",
  {
    regionId: regionId(),
    /** Made on the crew's phone, so that a resend changes nothing. */
    id: rowId(),
    orgId: rowId("org_id"),
    shiftId: rowId("shift_id"),
    vehicleId: rowId("vehicle_id"),
    /** The version of the standards and the rule that asked. */
    ruleVersionId: rowId("rule_version_id"),
    ruleId: text("rule_id").notNull(),
    answers: jsonb("answers").$type<InspectionAnswer[]>().notNull(),
    odometerKm: integer("odometer_km").notNull(),
    filledBy: rowId("filled_by"),
    /** By the phone; it may be told hours later. */
    inspectedAt: instant("inspected_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("vehicle_inspection_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    within("vehicle_inspection_vehicle", [t.regionId, t.vehicleId], [vehicle.regionId, vehicle.id]),
    index("vehicle_inspection_by_shift").on(t.regionId, t.shiftId, t.inspectedAt),
    index("vehicle_inspection_by_vehicle").on(t.regionId, t.vehicleId, t.inspectedAt),
    ownerPolicy("vehicle_inspection"),
  ],
);

/** Something that an inspection found wrong, until the operator signs its repair. One open at a time per item. */
export const vehicleDefect = pgTable(
  "vehicle_defect",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    vehicleId: rowId("vehicle_id"),
    /** The inspection that found it first. */
    inspectionId: rowId("inspection_id"),
    item: text("item").notNull(),
    titleZh: text("title_zh").notNull(),
    titleEn: text("title_en").notNull(),
    note: text("note").notNull(),
    fileIds: uuid("file_ids").array().notNull(),
    /** Keeps the vehicle off the road. */
    blocks: boolean("blocks").notNull(),
    status: text("status", { enum: defectStatuses }).notNull().default("open"),
    openedAt: instant("opened_at").notNull(),
    /** What was done, and by whom: a person or a garage. */
    repair: text("repair"),
    repairedBy: text("repaired_by"),
    repairFileId: uuid("repair_file_id"),
    signedBy: uuid("signed_by"),
    signedAt: instant("signed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("vehicle_defect_vehicle", [t.regionId, t.vehicleId], [vehicle.regionId, vehicle.id]),
    within(
      "vehicle_defect_inspection",
      [t.regionId, t.inspectionId],
      [vehicleInspection.regionId, vehicleInspection.id],
    ),
    uniqueIndex("vehicle_defect_open").on(t.regionId, t.vehicleId, t.item).where(sql`status = 'open'`),
    index("vehicle_defect_by_org").on(t.regionId, t.orgId, t.status),
    index("vehicle_defect_by_vehicle").on(t.regionId, t.vehicleId, t.openedAt),
    oneOf("vehicle_defect_status", "status", defectStatuses),
    rule(
      "vehicle_defect_signed",
      "(status = 'repaired') = (repair is not null AND repaired_by is not null AND repair_file_id is not null AND signed_at is not null)",
    ),
    ownerPolicy("vehicle_defect"),
  ],
);
