/** Notes and coins of the renminbi, in fen, the largest first. */
export const denominationsFen = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;

export const cashCountStatuses = ["declared", "confirmed", "withdrawn"] as const;
export type CashCountStatus = (typeof cashCountStatuses)[number];
