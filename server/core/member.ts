import { z } from "zod";
import type { OrganizationType } from "./organization";

export const roles = [
  "family",
  "case_manager",
  "seat",
  "clinician",
  "dispatcher",
  "crew",
  "regulator",
  "finance",
  "region_admin",
  "platform_admin",
] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Which roles a member of an organization of a type may hold. */
export const rolesOfType: Record<OrganizationType, readonly Role[]> = {
  hospital: ["case_manager", "clinician"],
  operator: ["dispatcher", "crew", "finance"],
  regulator: ["regulator", "region_admin", "finance", "clinician", "platform_admin"],
  call_centre: ["seat", "clinician"],
  insurer: ["finance"],
};

export const membershipStatuses = ["active", "ended"] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];
