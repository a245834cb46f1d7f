/**
 * Where a payer's dispute with the bank stands: the money is not taken yet or an answer is awaited from us, the bank looks at
 * the answer, and how it ended. `closed` ended without money having moved.
 */
export const disputeStatuses = ["needs_response", "under_review", "won", "lost", "closed"] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];
