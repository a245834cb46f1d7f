import type { rootProblems, SignedRoot } from "./day-root";
import type { RecordDocument, RecordEntry, RecordHead, RecordScope } from "./record-lines";

/** Everything that can be wrong with an exported record; words in messages/<language>/proof.json. */
export const recordProblems = [
  "unreadable",
  "cut_off",
  "after_end",
  "changed_bytes",
  "entry_count",
  "export_signature",
  "other_region",
  "root_differs",
  "changed_link",
  "changed_row",
  "missing_row",
  "gap",
  "order",
  "broken_link",
  "thread_gap",
  "foreign_entry",
  "wrong_root",
  "missing_proof",
  "wrong_start",
  "missing_day",
  "erased_unsaid",
  "changed_document",
  "missing_document",
  "stray_document",
] as const;

export interface Finding {
  /** Line of the export, from 1; 0: found at its end. */
  line: number;
  problem: (typeof recordProblems)[number] | (typeof rootProblems)[number];
  /** Place in the chain, where it is about an entry. */
  seq?: number;
  day?: string;
}

/** What a check found. It holds where `failures` is 0; `anchor` says against which roots. */
export interface Report {
  regionId: string | null;
  scope: RecordScope | null;
  madeAt: string | null;
  entries: number;
  /** Entries that nothing was found against. */
  holds: number;
  /** Personal values erased by law; their entries stand. */
  erased: number;
  /** Sealed after the last published day: vouched for by the export's signature, not yet by a daily root. */
  pending: number;
  documents: number;
  /** Documents about other people's trips too: named by their hash, their text not in the export. */
  withheld: number;
  anchor: "published" | "own";
  /** Days whose Merkle root was worked out again, or led to by a proof, with how many entries. */
  days: { day: string; root: string; entries: number }[];
  keyId: string | null;
  failures: number;
  /** The first of them. */
  findings: Finding[];
}

export const emptyReport = (anchor: Report["anchor"]): Report => ({
  regionId: null,
  scope: null,
  madeAt: null,
  entries: 0,
  holds: 0,
  erased: 0,
  pending: 0,
  documents: 0,
  withheld: 0,
  anchor,
  days: [],
  keyId: null,
  failures: 0,
  findings: [],
});

export type Notice = (finding: Omit<Finding, "line">) => void;

/** What a part of the check is given: the head, the believed roots, the report to fill, and where to tell. */
export interface About {
  head: RecordHead;
  roots: readonly SignedRoot[];
  report: Report;
  notice: Notice;
}

/** One part of the check, fed line by line. */
export interface Part {
  take: (line: RecordEntry | RecordDocument) => void;
  end: () => void;
}
