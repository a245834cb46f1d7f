export const callbackReasons = ["handoff_120", "unserved", "review_decided", "complaint", "asked"] as const;
export type CallbackReason = (typeof callbackReasons)[number];
export const callbackStatuses = ["open", "done"] as const;
