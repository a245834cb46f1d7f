import { type Check, check } from "./check";
import type { PaperFacts, PaperKind } from "./facts";

/** A paper must be there, looked at by a regulator, and good on the day. The latest of a kind counts. */
export function checkPaper(papers: readonly PaperFacts[], kind: PaperKind, day: string): Check {
  const checked = papers.filter((paper) => paper.kind === kind && paper.checked);
  const open = checked.some((paper) => paper.expiresOn === null);
  const dates = checked.flatMap((paper) => paper.expiresOn ?? []).sort();
  const expiresOn = open ? null : (dates.at(-1) ?? null);
  const there = papers.some((paper) => paper.kind === kind);
  const good = open || (expiresOn !== null && expiresOn >= day);
  const state = good ? "good" : checked.length > 0 ? "lapsed" : there ? "unchecked" : "missing";
  return check(good, { paper: kind, state, expiresOn }, expiresOn);
}
