import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, contentHash, linkHash } from "./audit-chain";
import { checkPublication, type Publication, type SignedRoot } from "./day-root";
import { checkDays } from "./record-check-days";
import { checkDocuments } from "./record-check-documents";
import { checkTrip } from "./record-check-trip";
import {
  exportPurpose,
  type RecordEntry,
  type RecordHead,
  type RecordLine,
  recordLine,
} from "./record-lines";
import type { Finding, Notice, Part } from "./record-report";
import { emptyReport, type Report } from "./record-report";
import { isSigned } from "./signature";

const mostFindings = 200;

/** A check under way: fed with pieces of the export's text, however they are cut. */
export interface RecordCheck {
  add: (text: string) => void;
  end: () => Report;
}

interface State {
  report: Report;
  sum: ReturnType<typeof sha256.create>;
  line: number;
  entries: number;
  head: RecordHead | null;
  ended: boolean;
  /** Roots and keys that are believed. */
  roots: readonly SignedRoot[];
  keys: Publication["keys"];
  parts: Part[];
  bad: Set<number>;
}

function find(state: State, finding: Omit<Finding, "line"> & { line?: number }): void {
  state.report.failures += 1;
  if (finding.seq !== undefined) state.bad.add(finding.seq);
  const { findings } = state.report;
  if (findings.length < mostFindings) findings.push({ line: state.line, ...finding });
}

/** The head: whose record it is, and whether the roots that it carries are the published ones. */
function begin(state: State, head: RecordHead, trusted: Publication | null): void {
  const { report } = state;
  state.head = head;
  Object.assign(report, { regionId: head.regionId, scope: head.scope, madeAt: head.madeAt });
  if (trusted && trusted.regionId !== head.regionId) find(state, { problem: "other_region" });
  const own: Publication = { ...head, format: "anzhuan-roots-1" };
  const believed = trusted ?? own;
  Object.assign(state, { roots: believed.roots, keys: believed.keys });
  for (const { day, problem } of checkPublication(believed)) find(state, { problem, day });
  const published = new Map(believed.roots.map((root) => [root.day, root.hash]));
  for (const { day, hash } of head.roots)
    if (published.get(day) !== hash) find(state, { problem: "root_differs", day });
  const notice: Notice = (finding) => find(state, finding);
  const about = { head, roots: believed.roots, report, notice };
  state.parts = [head.scope.kind === "trip" ? checkTrip(about) : checkDays(about), checkDocuments(about)];
}

/** What holds for every entry by itself: its hash, and the row beside it under its salt. */
function checkEntry(state: State, entry: RecordEntry): void {
  const { seq, row, salt } = entry;
  const found = (problem: Finding["problem"]) => find(state, { problem, seq });
  if (linkHash(state.head?.regionId ?? "", entry) !== entry.hash) found("changed_link");
  if (row && salt && contentHash(salt, row) !== entry.contentHash) found("changed_row");
  if (row && (row.id !== entry.auditId || row.at !== entry.auditAt)) found("changed_row");
  if (Boolean(row) !== Boolean(salt)) found("missing_row");
  if (!row && !salt) state.report.erased += 1;
  state.entries += 1;
}

function finish(state: State, line: Extract<RecordLine, { kind: "end" }>, text: string): void {
  state.ended = true;
  // The signature is not over this line itself: so it may be written in one way only.
  if (canonicalJson(line) !== text) find(state, { problem: "changed_bytes" });
  const digest = bytesToHex(state.sum.clone().digest());
  if (line.digest !== digest) find(state, { problem: "changed_bytes" });
  if (!isSigned(state.keys, exportPurpose, line.digest, line)) find(state, { problem: "export_signature" });
  if (line.entries !== state.entries || state.head?.entries !== state.entries)
    find(state, { problem: "entry_count" });
  state.report.keyId = line.keyId;
}

function read(text: string): RecordLine | null {
  try {
    const read = recordLine.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function take(state: State, text: string, trusted: Publication | null): void {
  const line = read(text);
  if (state.ended) find(state, { problem: "after_end" });
  else if (!line) find(state, { problem: "unreadable" });
  else if (line.kind === "record" && !state.head) begin(state, line, trusted);
  else if (!state.head || line.kind === "record") find(state, { problem: "unreadable" });
  else if (line.kind === "end") finish(state, line, text);
  else {
    if (line.kind === "entry") checkEntry(state, line);
    for (const part of state.parts) part.take(line);
  }
  state.sum.update(utf8ToBytes(`${text}\n`));
}

/**
 * Check an exported record piece by piece with nothing but itself and the published roots: bytes, entries, links, threads,
 * Merkle roots, signatures, documents. Roots and keys inside the export are believed only where none are given, and the
 * report says so: whoever rewrites everything can sign it with a key of his own.
 */
export function checkRecord(trusted: Publication | null): RecordCheck {
  const state: State = {
    report: emptyReport(trusted ? "published" : "own"),
    sum: sha256.create(),
    line: 0,
    entries: 0,
    head: null,
    ended: false,
    roots: [],
    keys: [],
    parts: [],
    bad: new Set(),
  };
  let rest = "";
  return {
    add(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        state.line += 1;
        take(state, line, trusted);
      }
    },
    end() {
      state.line = 0;
      if (!state.head || !state.ended || rest !== "") find(state, { problem: "cut_off" });
      for (const part of state.parts) part.end();
      const { report, entries, bad } = state;
      return { ...report, entries, holds: Math.max(0, entries - bad.size) };
    },
  };
}
