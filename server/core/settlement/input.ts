import { z } from "zod";
import { fewest } from "@/server/core/said";
import { statementDisputeReasons, statementSections } from "./statement";

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const words = z.string().trim().min(fewest.story, { error: "settlement.words" }).max(500);
/** Whole fen, up to ten million yuan. */
const fen = z.number().int().min(0).max(1_000_000_000);

/** Statements of a month: the acting operator's own, of one or all operators for the region's desks. */
export const statementList = z.strictObject({ month, orgId: z.uuid().optional() });
export const statementGet = z.strictObject({
  statementId: z.uuid(),
  section: z.enum(statementSections).optional(),
  after: z.strictObject({ at: z.iso.datetime({ offset: true }), id: z.uuid() }).optional(),
});
export type StatementGet = z.infer<typeof statementGet>;
/** What one line rests on. */
export const statementLineGet = z.strictObject({ entryId: z.uuid() });
/** A line is disputed by a tap on a reason and one on send; words may be added. */
export const statementDisputeOpen = z.strictObject({
  entryId: z.uuid(),
  reason: z.enum(statementDisputeReasons),
});
export const statementDisputeList = z.strictObject({ open: z.boolean().optional() });
/** The answer of the region's finance desk; zero refuses. */
export const statementDisputeAnswer = z.strictObject({
  disputeId: z.uuid(),
  grantedFen: fen,
  answer: words,
});

/** An account number as it is printed, with or without blanks. */
const accountNumber = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{8,32}$/, { error: "settlement.account_number" }));
export const payoutAccountEnter = z.strictObject({
  holder: z.string().trim().min(2, { error: "settlement.holder" }).max(80),
  bankName: z.string().trim().min(4, { error: "settlement.bank" }).max(80),
  bankCode: z
    .string()
    .trim()
    .regex(/^\d{12}$/, { error: "settlement.bank_code" }),
  number: accountNumber,
});
export type PayoutAccountEnter = z.input<typeof payoutAccountEnter>;
export const payoutAccountDecide = z.discriminatedUnion("decision", [
  z.strictObject({ accountId: z.uuid(), decision: z.literal("right") }),
  z.strictObject({ accountId: z.uuid(), decision: z.literal("wrong"), reason: words }),
]);

export const payoutPropose = z.strictObject({ orgIds: z.array(z.uuid()).min(1).max(500) });
export const payoutBatchGet = z.strictObject({ batchId: z.uuid() });
export const payoutBatchRefuse = z.strictObject({ batchId: z.uuid(), reason: words });
export const payoutReturnImport = z.strictObject({
  batchId: z.uuid(),
  content: z.string().min(1).max(2_000_000),
});

export const closeDayGet = z.strictObject({ day: z.iso.date() });
export const closeItemAssign = z.strictObject({ itemId: z.uuid() });
export const closeItemResolve = z.strictObject({ itemId: z.uuid(), reason: words });
