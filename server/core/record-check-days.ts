import { rootOfSeq, type SignedRoot } from "./day-root";
import { type MerkleRun, merkleRun } from "./merkle";
import type { RecordEntry } from "./record-lines";
import type { About, Part } from "./record-report";

/** Where the chain of some days must begin: place and the hash before it, as far as the roots tell. */
function startOf(roots: readonly SignedRoot[], from: string): { seq: number; prevHash?: string | null } {
  const at = roots.findIndex(({ day }) => day >= from);
  const before = at < 0 ? roots.at(-1) : roots[at - 1];
  if (before) return { seq: before.lastSeq + 1, prevHash: before.headHash };
  const first = roots[0];
  return first
    ? { seq: first.firstSeq, ...(first.previous === null ? { prevHash: null } : {}) }
    : { seq: 1, prevHash: null };
}

/**
 * Days of the chain: entries follow one another from the right place on without a gap, and each day's Merkle root is worked
 * out again and must be the published one.
 */
export function checkDays({ head, roots, report, notice }: About): Part {
  const { scope } = head;
  const [from, until] = scope.kind === "days" ? [scope.from, scope.until] : ["", ""];
  const start = startOf(roots, from);
  const within = roots.filter(({ day }) => from <= day && day <= until);
  const whole = new Set<string>();
  let previous: RecordEntry | null = null;
  let open: { root: SignedRoot; run: MerkleRun } | null = null;
  let next = 0;

  const first = ({ seq, prevHash }: RecordEntry) => {
    const isRight = seq === start.seq && (start.prevHash === undefined || prevHash === start.prevHash);
    if (!isRight) notice({ problem: "wrong_start", seq });
  };
  const follow = ({ seq, prevHash }: RecordEntry, before: RecordEntry) => {
    if (seq <= before.seq) notice({ problem: "order", seq });
    else if (seq !== before.seq + 1) notice({ problem: "gap", seq });
    if (prevHash !== before.hash) notice({ problem: "broken_link", seq });
  };
  const underRoot = ({ seq, hash }: RecordEntry) => {
    for (let root = within[next]; root && root.lastSeq < seq; root = within[next]) next += 1;
    const root = within[next];
    if (!root || seq < root.firstSeq) {
      const later = rootOfSeq(roots, seq);
      if (later && later.signedAt <= head.madeAt) notice({ problem: "foreign_entry", seq });
      else report.pending += 1;
      return;
    }
    if (open?.root !== root) open = { root, run: merkleRun() };
    open.run.add(hash);
    if (seq !== root.lastSeq) return;
    const { day } = root;
    if (open.run.root() === root.root && hash === root.headHash)
      report.days.push({ day, root: root.root, entries: open.run.count() });
    else notice({ problem: "wrong_root", seq, day });
    whole.add(day);
  };
  return {
    take(line) {
      if (line.kind !== "entry") return;
      if (previous) follow(line, previous);
      else first(line);
      underRoot(line);
      previous = line;
    },
    end() {
      for (const { day, firstSeq, lastSeq, signedAt } of within) {
        const isEmpty = lastSeq < firstSeq;
        // A day that was published after this export was made could not stand in it whole.
        if (!isEmpty && !whole.has(day) && signedAt <= head.madeAt) notice({ problem: "missing_day", day });
      }
    },
  };
}
