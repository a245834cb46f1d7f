import { z } from "zod";
import { serviceLevels } from "../patient";
import { lineCodes } from "../tariff/line";
import { type InsuranceType, insuranceTypes } from "./mode";

const item = z.strictObject({
  /** The line of the tariff that it is. */
  line: z.enum(lineCodes as [string, ...string[]]),
  /** Only for these service levels. */
  serviceLevels: z
    .array(z.enum(serviceLevels))
    .min(1)
    .default([...serviceLevels]),
  /** The separately coded medical item in the national catalogue (med_list_codg). */
  code: z.string().regex(/^[0-9A-Z-]{6,40}$/),
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
});
export type CoveredItem = z.infer<typeof item>;

/** A payer of the region beside the patient, and which separately coded items it covers. */
export const coveragePayer = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{2,40}$/),
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  /** The fund as an organization of the region. */
  partyId: z.uuid(),
  kind: z.enum(["basic", "long_term_care", "commercial"]),
  insuranceTypes: z.array(z.enum(insuranceTypes)).default([]),
  /** The fund's sum as it is answered includes the personal account. */
  fundIncludesAccount: z.boolean().default(false),
  /** Bodies are signed with SM2 over SM3 there. */
  signsBodies: z.boolean().default(false),
  items: z.array(item).default([]),
});
export type CoveragePayer = z.infer<typeof coveragePayer>;

/**
 * What insurance pays in a region. By default nothing: basic insurance has not paid transfer and ambulance fees since 1999
 * (劳社部发〔1999〕22号); what is covered are separately coded medical items.
 */
export const coverageSettings = z.strictObject({
  source: z.string().min(1).default("劳社部发〔1999〕22号：转运和救护车费不予支付"),
  payers: z.array(coveragePayer).max(40).default([]),
});
export type CoverageSettings = z.infer<typeof coverageSettings>;

/** A line of a bill or quote as a claim names it, in fen. */
export interface ClaimLine {
  line: string;
  code: string;
  nameZh: string;
  fen: number;
}

interface PricedLine {
  code: string;
  fen: number;
}

/** Those of the lines that a payer covers at a service level; lines that cost nothing are left out. */
export function claimLines(
  payer: CoveragePayer,
  serviceLevel: string | null,
  lines: readonly PricedLine[],
): ClaimLine[] {
  return lines.flatMap((each) => {
    const covered = payer.items.find(
      ({ line, serviceLevels: levels }) =>
        line === each.code && levels.some((level) => level === serviceLevel),
    );
    if (!covered || each.fen <= 0) return [];
    return [{ line: each.code, code: covered.code, nameZh: covered.nameZh, fen: each.fen }];
  });
}

/** The insurance a payer settles by, of those a person may have: its only one, or the one said. */
export function insuranceTypeOf(payer: CoveragePayer, said?: InsuranceType): InsuranceType | null {
  if (said) return payer.insuranceTypes.includes(said) ? said : null;
  return payer.insuranceTypes[0] ?? null;
}

/** A person insured elsewhere than the institution's place: the first four digits of the divisions differ. */
export const isCrossProvince = (treatedArea: string, insuredArea: string): boolean =>
  treatedArea.slice(0, 4) !== insuredArea.slice(0, 4);
