/** When a subject is held against the standards; the result is stored each time (mission.md, M7). */
export const standardMoments = [
  "certification",
  "match",
  "shift_start",
  "boarding",
  "audit",
  "rule_change",
  "time",
] as const;

/** What a stored result is about; `staffing` is a shift with its crew, `shift` its vehicle ready to set out. */
export const standardSubjects = ["operator", "vehicle", "crew", "staffing", "shift"] as const;
