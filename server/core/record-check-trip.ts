import { bookingOfRow } from "./audit-chain";
import { rootOfSeq, type SignedRoot } from "./day-root";
import { rootByPath } from "./merkle";
import { erasedBy, type RecordEntry } from "./record-lines";
import type { About, Part } from "./record-report";

/** Whether an entry lies under its day's root by the proof that it brings. */
function isUnder({ seq, hash, path }: RecordEntry, { firstSeq, lastSeq, root }: SignedRoot): boolean {
  return rootByPath(hash, seq - firstSeq, lastSeq - firstSeq + 1, path ?? []) === root;
}

/**
 * One trip: its entries follow one another in the booking's thread from the first on, none left out, each with a proof that
 * leads to the published root of its day.
 */
export function checkTrip({ head, roots, report, notice }: About): Part {
  const bookingId = head.scope.kind === "trip" ? head.scope.bookingId : null;
  const days = new Map<string, { day: string; root: string; entries: number }>();
  const erased = new Map<string, number>();
  const said = new Set<string>();
  let previous: RecordEntry | null = null;
  let thread = 0;

  const follow = ({ seq, thread: place }: RecordEntry) => {
    if (previous && seq <= previous.seq) notice({ problem: "order", seq });
    // Entries from before threads were kept carry none; after the first that does, all must.
    if (!place) return thread > 0 ? notice({ problem: "thread_gap", seq }) : undefined;
    const isNext = place.no === thread + 1 && (thread === 0 || place.prev === previous?.hash);
    if (!isNext) notice({ problem: "thread_gap", seq });
    thread = place.no;
  };
  const underRoot = (entry: RecordEntry) => {
    const { seq } = entry;
    const root = rootOfSeq(roots, seq);
    const wasThere = root !== undefined && root.signedAt <= head.madeAt;
    if (!root || (!wasThere && !entry.path)) {
      const isOld = seq <= (roots.at(-1)?.lastSeq ?? 0) && !root;
      if (isOld) notice({ problem: "missing_proof", seq });
      else report.pending += 1;
      return;
    }
    const { day } = root;
    if (!entry.path) return notice({ problem: "missing_proof", seq, day });
    if (!isUnder(entry, root)) return notice({ problem: "wrong_root", seq, day });
    const its = days.get(day) ?? { day, root: root.root, entries: 0 };
    days.set(day, { ...its, entries: its.entries + 1 });
  };
  return {
    take(line) {
      if (line.kind !== "entry") return;
      follow(line);
      underRoot(line);
      if (line.row && bookingOfRow(line.row) !== bookingId)
        notice({ problem: "foreign_entry", seq: line.seq });
      if (!line.row) erased.set(line.auditId, line.seq);
      for (const id of erasedBy(line.row)) said.add(id);
      previous = line;
    },
    end() {
      for (const [id, seq] of erased) if (!said.has(id)) notice({ problem: "erased_unsaid", seq });
      report.days.push(...days.values());
    },
  };
}
