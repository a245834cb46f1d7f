/**
 * Classes of data that are kept for a time of their own (domain.md, Privacy and retention). What becomes of each when its
 * time is over stands in `server/services/privacy/`.
 */
export const retentionClasses = [
  "drafts",
  "codes",
  "sessions",
  "tracks",
  "messages",
  "callbacks",
  "scans",
  "patients",
  "relief",
  "care",
  "orders",
] as const;
export type RetentionClass = (typeof retentionClasses)[number];
