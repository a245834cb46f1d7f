/** The life of a person's request to have their data erased. */
export const erasureStatuses = ["requested", "done", "refused"] as const;
