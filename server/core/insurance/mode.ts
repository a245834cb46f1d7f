import { z } from "zod";

/**
 * How an operator settles a payer's share in a region (domain.md, Insurance): the patient pays and claims nowhere; the
 * hospital bills it with its own; the operator settles with the fund as a designated institution; the same for long-term-care
 * insurance (insutype 410); a packet of evidence for a commercial insurer.
 */
export const settlementModes = [
  "self_pay",
  "hospital_billed",
  "direct_fixmedins",
  "long_term_care",
  "commercial",
] as const;
export const settlementMode = z.enum(settlementModes);
export type SettlementMode = z.infer<typeof settlementMode>;

/** Modes that settle over the national interface. */
export const directModes = [
  "direct_fixmedins",
  "long_term_care",
] as const satisfies readonly SettlementMode[];

export const isDirect = (mode: SettlementMode): boolean => directModes.some((each) => each === mode);

/** Insurance types (险种): employees', residents', long-term care. */
export const insuranceTypes = ["310", "390", "410"] as const;
export type InsuranceType = (typeof insuranceTypes)[number];

/** By what a person shows the own right (就诊凭证类型): electronic token, identity number, social-security card. */
export const certTypes = ["01", "02", "03"] as const;
export type CertType = (typeof certTypes)[number];

export const visitStatuses = ["open", "refused", "withdrawn"] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export const messageStatuses = ["sent", "done", "refused", "unknown"] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export const runStatuses = ["open", "equal", "differs", "failed"] as const;
export type RunStatus = (typeof runStatuses)[number];

/** What a day's comparison found: at the fund only, in our books only, other sums on the two sides. */
export const openItemKinds = ["fund_only", "ours_only", "amounts"] as const;
export type OpenItemKind = (typeof openItemKinds)[number];
