/** What masked data may be opened for; anything else has no ground. */
export const breakGlassPurposes = [
  "patient_safety",
  "complaint",
  "adverse_event",
  "investigation",
  "lost_property",
  "legal_request",
] as const;
