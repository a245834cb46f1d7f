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

/** Whether the first entry stands where the chain of these days must begin. */
function checkFirst({ seq, prevHash }: RecordEntry, { roots, notice }: About, from: string): void {
  const start = startOf(roots, from);
  const isRight = seq === start.seq && (start.prevHash === undefined || prevHash === start.prevHash);
  if (!isRight) notice({ problem: "wrong_start", seq });
}

/** Whether an entry follows the one before it. */
function checkNext({ seq, prevHash }: RecordEntry, before: RecordEntry, { notice }: About): void {
  if (seq <= before.seq) notice({ problem: "order", seq });
  else if (seq !== before.seq + 1) notice({ problem: "gap", seq });
  if (prevHash !== before.hash) notice({ problem: "broken_link", seq });
}

/** Work out each day's Merkle root as its entries come; `whole` are the days of which the last entry came. */
function rootsAgain({ head, roots, report, notice }: About, within: readonly SignedRoot[]) {
  const whole = new Set<string>();
  let open: { root: SignedRoot; run: MerkleRun } | null = null;
  let next = 0;
  const outside = (seq: number) => {
    const later = rootOfSeq(roots, seq);
    if (later && later.signedAt <= head.madeAt) notice({ problem: "foreign_entry", seq });
    else report.pending += 1;
  };
  const add = ({ seq, hash }: RecordEntry) => {
    for (let root = within[next]; root && root.lastSeq < seq; root = within[next]) next += 1;
    const root = within[next];
    if (!root || seq < root.firstSeq) return outside(seq);
    if (open?.root !== root) open = { root, run: merkleRun() };
    open.run.add(hash);
    if (seq !== root.lastSeq) return;
    const { day } = root;
    if (open.run.root() === root.root && hash === root.headHash)
      report.days.push({ day, root: root.root, entries: open.run.count() });
    else notice({ problem: "wrong_root", seq, day });
    whole.add(day);
  };
  return { add, whole };
}

/**
 * Days of the chain: entries follow one another from the right place on without a gap, and each day's Merkle root is worked
 * out again and must be the published one.
 */
export function checkDays(about: About): Part {
  const { head, roots, notice } = about;
  const { scope } = head;
  const [from, until] = scope.kind === "days" ? [scope.from, scope.until] : ["", ""];
  const within = roots.filter(({ day }) => from <= day && day <= until);
  const { add, whole } = rootsAgain(about, within);
  let previous: RecordEntry | null = null;
  return {
    take(line) {
      if (line.kind !== "entry") return;
      if (previous) checkNext(line, previous, about);
      else checkFirst(line, about, from);
      add(line);
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
