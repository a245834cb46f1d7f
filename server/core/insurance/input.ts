import { z } from "zod";
import { fewest } from "../said";
import { certTypes, insuranceTypes, settlementMode } from "./mode";

const bookingId = z.uuid();
const settlementId = z.uuid();

export const insuranceOfBooking = z.strictObject({ bookingId });

/** An insured person is entered: `visitId` is made by the client, so that a resend counts once. */
export const insuranceEnter = z
  .strictObject({
    visitId: z.uuid(),
    bookingId,
    payer: z.string().min(1).max(40),
    certType: z.enum(certTypes),
    certNo: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[0-9A-Z]{6,50}$/, "insurance.cert_no"),
    insuranceType: z.enum(insuranceTypes).optional(),
  })
  .refine(({ certType, certNo }) => certType !== "02" || /^\d{17}[\dX]$/.test(certNo), {
    path: ["certNo"],
    message: "insurance.id_number",
  });
export type InsuranceEnter = z.infer<typeof insuranceEnter>;

export const insuranceWithdraw = z.strictObject({ bookingId });
/** Settle what was pre-settled: the bill is there and the person agrees. */
export const insuranceSettle = z.strictObject({ bookingId });
export const insuranceCancel = z.strictObject({
  settlementId,
  reason: z.string().trim().min(fewest.words, "insurance.reason").max(200),
});

/** What a finance desk does about one that is not definite. */
export const insuranceActs = ["retry", "query"] as const;
export const insuranceAct = z.strictObject({ settlementId, act: z.enum(insuranceActs) });

export const insuranceStates = ["unknown", "settled", "open", "ended"] as const;
export const insuranceList = z.strictObject({
  from: z.iso.date(),
  until: z.iso.date(),
  state: z.enum(insuranceStates).optional(),
});
export const insuranceMessages = z.strictObject({
  from: z.iso.date(),
  until: z.iso.date(),
  settlementId: settlementId.optional(),
});
export const insuranceDays = z.strictObject({ from: z.iso.date(), until: z.iso.date() });
export const insuranceReconcile = z.strictObject({ contractId: z.uuid(), day: z.iso.date() });
export const insuranceCloseItem = z.strictObject({
  itemId: z.uuid(),
  note: z.string().trim().min(fewest.words, "insurance.note").max(300),
});

const words = z.string().trim().min(1).max(80);
/** How an operator settles with a payer; the institution's own data where it settles directly. */
export const insuranceSaveContract = z
  .strictObject({
    contractId: z.uuid(),
    orgId: z.uuid(),
    payer: z.string().min(1).max(40),
    mode: settlementMode,
    fixmedinsCode: z
      .string()
      .trim()
      .regex(/^[A-Z0-9]{12}$/, "insurance.fixmedins_code")
      .optional(),
    fixmedinsName: words.optional(),
    opterNo: words.max(30).optional(),
    opterName: words.optional(),
  })
  .refine(
    ({ mode, fixmedinsCode, fixmedinsName, opterNo, opterName }) =>
      !["direct_fixmedins", "long_term_care"].includes(mode) ||
      (fixmedinsCode && fixmedinsName && opterNo && opterName),
    { path: ["fixmedinsCode"], message: "insurance.fixmedins_code" },
  );
export type InsuranceSaveContract = z.infer<typeof insuranceSaveContract>;
export const insuranceEndContract = z.strictObject({ contractId: z.uuid() });
