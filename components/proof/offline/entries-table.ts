import englishDeeds from "@/messages/en/deed.json";
import chineseDeeds from "@/messages/zh-CN/deed.json";
import { type RecordEntry, recordLine } from "@/server/core/record-lines";
import type { Report } from "@/server/core/record-report";
import { el } from "./elements";
import { placeWords } from "./verdict";
import type { Words } from "./words";

const most = 500;
type Deeds = Record<string, Record<string, string>>;

/** A deed in the reader's words, or as it is stored. */
function deedWords(verb: string): string {
  const deeds: Deeds = document.documentElement.lang === "en" ? englishDeeds.verbs : chineseDeeds.verbs;
  const [noun = "", deed = ""] = verb.split(".");
  return deeds[noun]?.[deed] ?? verb;
}

function roleWords(role: string): string {
  const words: Record<string, string> =
    document.documentElement.lang === "en" ? englishDeeds.roles : chineseDeeds.roles;
  return words[role] ?? role;
}

function entryOf(line: string): RecordEntry | null {
  try {
    const read = recordLine.safeParse(JSON.parse(line));
    return read.success && read.data.kind === "entry" ? read.data : null;
  } catch {
    return null;
  }
}

function rowOf(
  { seq, auditAt, row }: RecordEntry,
  problem: string | undefined,
  { offline }: Words,
): HTMLElement {
  const when = new Date(auditAt).toLocaleString(document.documentElement.lang);
  const verb = String(row?.verb ?? "");
  const what = row ? [deedWords(verb), el("br"), el("code", {}, verb)] : ["—"];
  const state = problem ?? (row ? offline.good : offline.gone);
  return el(
    "tr",
    problem ? { class: "bad" } : {},
    ...[el("td", {}, `#${seq}`), el("td", {}, when), el("td", {}, row ? roleWords(String(row.role)) : "—")],
    ...[el("td", {}, ...what), el("td", {}, problem ? `✗ ${state}` : `✓ ${state}`)],
  );
}

/** Which entries the file holds, each with what was found; the first five hundred. */
export function entriesTable(text: string, report: Report, words: Words): HTMLElement[] {
  const { offline, problems } = words;
  const found = new Map(
    report.findings.flatMap((finding) =>
      finding.seq === undefined
        ? []
        : [[finding.seq, `${problems[finding.problem]} ${placeWords(finding, words)}`]],
    ),
  );
  const entries = text
    .split("\n", most + 1)
    .flatMap((line) => entryOf(line) ?? [])
    .slice(0, most);
  const heads = ["#", offline.when, offline.who, offline.what, offline.state];
  const table = el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...entries.map((entry) => rowOf(entry, found.get(entry.seq), words))),
  );
  const shown = offline.shown
    .replace("{shown}", String(entries.length))
    .replace("{count}", String(report.entries));
  const scroll = el("div", { class: "scroll", tabindex: "0" }, table);
  return [el("section", { class: "box" }, el("h2", {}, offline.entries), el("p", {}, shown), scroll)];
}
