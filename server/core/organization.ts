import { z } from "zod";

/** Types of organization (decisions.md, People); `hospital` also stands for nursing homes, health centres and clinics. */
export const organizationTypes = ["hospital", "operator", "regulator", "call_centre", "insurer"] as const;
export const organizationType = z.enum(organizationTypes);
export type OrganizationType = z.infer<typeof organizationType>;

export const organizationStatuses = ["active", "closed"] as const;
export type OrganizationStatus = (typeof organizationStatuses)[number];
