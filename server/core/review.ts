export const reviewStatuses = ["open", "decided", "withdrawn"] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];
