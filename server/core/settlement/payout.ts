export const payoutAccountStatuses = ["entered", "checked", "replaced", "refused"] as const;
export const batchStatuses = ["proposed", "approved", "sent", "done", "refused"] as const;
export const payoutStatuses = ["proposed", "approved", "sent", "paid", "returned", "cancelled"] as const;
export type BatchStatus = (typeof batchStatuses)[number];
export type PayoutStatus = (typeof payoutStatuses)[number];
