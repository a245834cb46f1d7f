/** What a detector can find in the record (mission, Oversight). Each is a question to an official, never a verdict. */
export const findingKinds = [
  "ghost_trip",
  "impossible_movement",
  "overlapping_crew",
  "price_outlier",
  "repeated_extra",
  "off_platform",
  "unknown_vehicle",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `open` until an official has looked: `confirmed` when the detector was right, `dismissed` when it was not. */
export const findingStatuses = ["open", "confirmed", "dismissed"] as const;
