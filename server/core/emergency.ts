/** A hand-over with 120 is done only when a named person there acknowledged it (decisions.md, Triage). */
export const emergencyDirections = ["to_120", "from_120"] as const;
export const emergencyStatuses = ["open", "acknowledged", "escalated", "closed"] as const;
export type EmergencyStatus = (typeof emergencyStatuses)[number];
/** Seconds until a hand-over nobody acknowledged becomes an alarm. */
export const escalateAfterSeconds = 60;
/** Seconds until a family that left a phone is called back. */
export const callBackWithinSeconds = 120;
