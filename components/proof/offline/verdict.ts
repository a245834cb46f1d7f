import type { Finding, Report } from "@/server/core/record-report";
import { el } from "./elements";
import type { Words } from "./words";

const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** What each of the five checks looks for; one is ticked where nothing of its kind was found. */
const checks: [keyof Words["offline"], Finding["problem"][]][] = [
  ["c1", ["changed_row", "missing_row", "erased_unsaid", "changed_document"]],
  [
    "c2",
    [
      ...([
        "gap",
        "order",
        "broken_link",
        "changed_link",
        "thread_gap",
        "foreign_entry",
        "wrong_start",
      ] as const),
      ...(["missing_day", "entry_count", "cut_off", "missing_document", "stray_document"] as const),
    ],
  ],
  ["c3", ["wrong_root", "missing_proof", "root_differs", "other_region"]],
  ["c4", ["root_hash", "root_signature", "root_order", "root_region"]],
  ["c5", ["changed_bytes", "export_signature", "unreadable", "after_end", "cut_off"]],
];

function scopeWords({ scope, regionId, madeAt }: Report, { offline }: Words): HTMLElement {
  const about =
    scope?.kind === "trip"
      ? fill(offline.scopeTrip, { number: scope.number })
      : fill(offline.scopeDays, { from: scope?.from ?? "", until: scope?.until ?? "" });
  const at = madeAt ? new Date(madeAt).toLocaleString(document.documentElement.lang) : "";
  const made = fill(offline.made, { at, region: regionId ?? "" });
  return el("section", { class: "box" }, el("h2", {}, about), el("p", {}, made));
}

function colourOf(report: Report): "green" | "amber" | "red" {
  if (report.failures > 0) return "red";
  return report.anchor === "published" ? "green" : "amber";
}

/** Where something was found: line, entry, day. */
export function placeWords({ line, seq, day }: Finding, { offline }: Words): string {
  const parts = [
    line ? fill(offline.where, { line }) : "",
    seq ? fill(offline.entry, { seq }) : "",
    day ?? "",
  ];
  return parts.filter(Boolean).join(" · ");
}

function problemList(report: Report, words: Words): HTMLElement {
  const items = report.findings.slice(0, 50).map((finding) => {
    const where = placeWords(finding, words);
    return el("li", {}, `${words.problems[finding.problem]}${where ? ` (${where})` : ""}`);
  });
  return el("section", { class: "box" }, el("h2", {}, words.offline.problems), el("ul", {}, ...items));
}

function checkedList(report: Report, { offline }: Words): HTMLElement {
  const found = new Set(report.findings.map(({ problem }) => problem));
  const items = checks.map(([key, problems]) => {
    const isGood = !problems.some((problem) => found.has(problem));
    return el("li", {}, `${isGood ? "✓" : "✗"} ${offline[key]}`);
  });
  const days = report.days.map(({ day, root, entries }) =>
    el("li", {}, `${day} · ${entries} · `, el("code", {}, root)),
  );
  return el(
    "section",
    { class: "box" },
    ...[el("h2", {}, offline.checked), el("ul", { class: "marks" }, ...items)],
    ...(days.length > 0 ? [el("h2", {}, offline.days), el("ul", {}, ...days)] : []),
  );
}

/** Green, amber or red, in words for somebody who has never seen such a thing; then what was checked, and what was found. */
export function verdictOf(report: Report, words: Words): HTMLElement[] {
  const { offline } = words;
  const colour = colourOf(report);
  const text = fill(offline[`${colour}Text`], { entries: report.entries, count: report.failures });
  const more = [
    report.erased > 0 ? el("p", {}, fill(offline.erased, { count: report.erased })) : "",
    report.withheld > 0 ? el("p", {}, fill(offline.withheld, { count: report.withheld })) : "",
    report.pending > 0 ? el("p", {}, fill(offline.pending, { count: report.pending })) : "",
  ];
  const verdict = el(
    "section",
    { class: `box verdict ${colour}`, role: "status", "data-verdict": colour },
    ...[el("strong", {}, offline[colour]), el("p", {}, text), ...more],
  );
  return [
    scopeWords(report, words),
    verdict,
    ...(report.failures > 0 ? [problemList(report, words)] : []),
    checkedList(report, words),
  ];
}
