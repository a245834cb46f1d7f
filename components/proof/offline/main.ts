import { type Publication, publication } from "@/server/core/day-root";
import { checkRecord } from "@/server/core/record-check";
import type { Report } from "@/server/core/record-report";
import { el, style } from "./elements";
import { entriesTable } from "./entries-table";
import { verdictOf } from "./verdict";
import { languages, type Words } from "./words";

/*
 * What runs inside an exported page: it holds the record and checks it, without any network. The roots that are believed are
 * those that the reader chooses; a file kept from before is the best.
 */

/** The page could not hold "<" raw; this stands for it, and for nothing else in JSON. */
const recordText = (): string =>
  (document.getElementById("record")?.textContent ?? "").slice(1).replaceAll("\u0001", "<");

const state = {
  language: (document.documentElement.lang === "en" ? "en" : "zh-CN") as keyof typeof languages,
  text: recordText(),
  roots: null as { name: string; published: Publication } | null,
  isUnreadable: false,
};

function check(): Report {
  const checking = checkRecord(state.roots?.published ?? null);
  checking.add(state.text);
  return checking.end();
}

async function choose(input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? [];
  if (!file) return;
  try {
    const read = publication.safeParse(JSON.parse(await file.text()));
    state.isUnreadable = !read.success;
    if (read.success) state.roots = { name: file.name, published: read.data };
  } catch {
    state.isUnreadable = true;
  }
  draw();
}

function chooser(words: Words): HTMLElement {
  const input = el("input", { type: "file", accept: ".json,application/json", id: "roots" });
  input.addEventListener("change", () => void choose(input));
  const label = el("label", { for: "roots" }, words.offline.choose);
  const said = state.isUnreadable
    ? words.offline.unreadableRoots
    : state.roots && words.offline.chosen.replace("{name}", state.roots.name);
  return el("div", { class: "box no-print" }, label, input, el("p", { role: "status" }, said ?? ""));
}

function draw(): void {
  const words: Words = languages[state.language];
  const report = check();
  document.documentElement.lang = state.language;
  document.title = words.offline.heading;
  const other = el("button", { type: "button", class: "no-print" }, words.offline.other);
  other.addEventListener("click", () => {
    state.language = state.language === "en" ? "zh-CN" : "en";
    draw();
  });
  document
    .getElementById("page")
    ?.replaceChildren(
      el("style", {}, style),
      el("header", {}, el("h1", {}, words.offline.heading), other),
      ...verdictOf(report, words),
      chooser(words),
      ...entriesTable(state.text, report, words),
    );
}

draw();
