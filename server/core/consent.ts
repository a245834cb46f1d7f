import { z } from "zod";

/** Purposes that need a consent of their own (domain.md, Privacy). */
export const consentPurposes = [
  "transfer_health_data",
  "location_tracking",
  "share_with_relative",
  "minor_guardian",
  "quality_follow_up",
] as const;
export const consentPurpose = z.enum(consentPurposes);
export const consentWithdrawAll = z.strictObject({ purpose: consentPurpose });
export type ConsentPurpose = z.infer<typeof consentPurpose>;
