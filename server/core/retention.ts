/**
 * Classes of data that are kept for a time of their own (domain.md, Privacy and retention). What becomes of each when its
 * time is over stands in `server/services/retention/`.
 */
export const retentionClasses = [
  "drafts",
  "codes",
  "sessions",
  "tracks",
  "messages",
  "callbacks",
  "scans",
  "care",
  "orders",
] as const;
