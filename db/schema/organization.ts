import { boolean, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { membershipStatuses, roles } from "@/server/core/member";
import { organizationStatuses, organizationTypes } from "@/server/core/organization";
import { instant, oneOf, ownerOrUserPolicy, regionId, regionPolicy, rowId, within } from "./region-table";

/** A hospital, operator, regulator, call centre or insurer of one region: the inner tenant. */
export const organization = pgTable(
  "organization",
  {
    regionId: regionId(),
    id: rowId(),
    type: text("type", { enum: organizationTypes }).notNull(),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
    /** GB 32100; the same operator in two regions is two organizations joined by it. */
    creditCode: text("credit_code").notNull(),
    phone: text("phone"),
    /** Holds a medical institution's licence: may carry `care_transfer`. */
    medicalLicence: boolean("medical_licence").notNull().default(false),
    /** Operators: share of the region's capacity in thousandths, for the allocation rule. */
    capacityShare: integer("capacity_share").notNull().default(0),
    status: text("status", { enum: organizationStatuses }).notNull().default("active"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("organization_credit_key").on(t.regionId, t.creditCode, t.type),
    oneOf("organization_type", "type", organizationTypes),
    oneOf("organization_status", "status", organizationStatuses),
    regionPolicy("organization"),
  ],
);

/** A person in an organization with one role; a person may hold several. */
export const membership = pgTable(
  "membership",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    accountId: uuid("account_id").notNull(),
    role: text("role", { enum: roles }).notNull(),
    status: text("status", { enum: membershipStatuses }).notNull().default("active"),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("membership_key").on(t.regionId, t.orgId, t.accountId, t.role),
    within("membership_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    oneOf("membership_role", "role", roles),
    oneOf("membership_status", "status", membershipStatuses),
    ownerOrUserPolicy("membership", "account_id"),
  ],
);
