/** Ways to reach a person, and the life of one message; every message is said once per `dedupe key`. */
export const messageChannels = ["email", "sms", "in_app"] as const;
export type MessageChannel = (typeof messageChannels)[number];
export const messageStatuses = ["queued", "sent", "failed"] as const;
export type MessageStatus = (typeof messageStatuses)[number];
