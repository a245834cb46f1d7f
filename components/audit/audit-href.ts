import type { AuditSearchInput } from "@/server/core/oversight-input";

/** The address of a search through the audit. */
export function auditHref({ from, until, verb, noun, page }: AuditSearchInput): string {
  const asked = new URLSearchParams({ from, until });
  if (verb) asked.set("verb", verb);
  if (noun) asked.set("noun", noun);
  if (page > 1) asked.set("page", String(page));
  return `/regulator/audit?${asked}`;
}
