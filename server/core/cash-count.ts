import { z } from "zod";
import { fewest } from "./said";

/** Notes and coins of the renminbi, in fen, the largest first. */
export const denominationsFen = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;

export const cashCountStatuses = ["declared", "confirmed", "withdrawn"] as const;

const fen = z.number().int().min(0).max(100_000_000);
const pieces = z.record(
  z.string().refine((value) => denominationsFen.some((each) => String(each) === value)),
  z.number().int().min(0).max(10_000),
);

/** What notes and coins come to, in fen. */
export function piecesFen(counted: Readonly<Record<string, number>>): number {
  return Object.entries(counted).reduce((sum, [value, count]) => sum + Number(value) * count, 0);
}

/** A crew member counted the cash in hand, by pieces or by the sum alone; `countId` is made by the client. */
export const cashDeclare = z
  .strictObject({ countId: z.uuid(), declaredFen: fen, pieces: pieces.nullable() })
  .refine((it) => it.pieces === null || piecesFen(it.pieces) === it.declaredFen, {
    error: "cash.pieces",
    path: ["pieces"],
  });
export type CashDeclare = z.infer<typeof cashDeclare>;
export const cashWithdraw = z.strictObject({ countId: z.uuid() });
/** The office counted it; a difference from what was taken is explained. */
export const cashConfirm = z.strictObject({
  countId: z.uuid(),
  countedFen: fen,
  explanation: z.string().trim().min(fewest.words, "cash.explanation").max(200).nullable(),
});
export type CashConfirm = z.infer<typeof cashConfirm>;
