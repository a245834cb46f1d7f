import { canonicalJson, contentHash, digest, linkHash } from "./audit-chain";
import { type Publication, rootPurpose, type SignedRoot, statementText } from "./day-root";
import { addDays } from "./local-time";
import { merklePaths, merkleRun } from "./merkle";
import { type RecordEntry, type RecordHead, recordWriter } from "./record-lines";
import type { PublishedKey, Signature } from "./signature";

/** Who signs a made-up record. */
export interface Signer {
  key: PublishedKey;
  sign: (purpose: string, text: string) => Signature;
}

const regionId = "331000";
const firstDay = "2026-11-01";
const bookings = 5;
const instant = (day: string) => `${day}T04:00:00.000Z`;
const bookingOf = (seq: number) => `booking-${seq % bookings}`;

/** Entries of a made-up chain, `perDay` on each of `days` days; bookings take turns. `word` goes into every row. */
function* madeEntries(days: number, perDay: number, word: string): Generator<RecordEntry> {
  let prevHash: string | null = null;
  const threads = new Map<string, { no: number; hash: string }>();
  for (let seq = 1; seq <= days * perDay; seq++) {
    const at = instant(addDays(firstDay, Math.floor((seq - 1) / perDay)));
    const bookingId = bookingOf(seq);
    const row = {
      ...{ regionId, id: `id-${seq}`, at, actor: "system:test", role: "system", orgId: null },
      ...{ verb: "trip.advance", noun: "trip", nounId: `trip-${seq}`, bookingId },
      ...{ before: null, after: { status: "on_board", text: `${word} ${seq}` } },
    };
    const salt = digest(`salt ${seq}`).slice(0, 32);
    const before = threads.get(bookingId);
    const thread = { no: (before?.no ?? 0) + 1, prev: before?.hash ?? null };
    const base = { seq, prevHash, contentHash: contentHash(salt, row), auditId: row.id, auditAt: at, thread };
    const hash = linkHash(regionId, base);
    threads.set(bookingId, { no: thread.no, hash });
    prevHash = hash;
    yield { kind: "entry", ...base, hash, salt, row };
  }
}

/** The signed roots over a made-up chain. */
function madeRoots(entries: Iterable<RecordEntry>, perDay: number, signer: Signer): SignedRoot[] {
  const roots: SignedRoot[] = [];
  let run = merkleRun();
  for (const { seq, hash } of entries) {
    run.add(hash);
    if (seq % perDay !== 0) continue;
    const day = addDays(firstDay, roots.length);
    const statement = {
      format: "anzhuan-day-root-1" as const,
      ...{ regionId, day, firstSeq: seq - perDay + 1, lastSeq: seq, root: run.root(), headHash: hash },
      ...{ previous: roots.at(-1)?.hash ?? null, signedAt: instant(addDays(day, 1)) },
    };
    const text = statementText(statement);
    roots.push({ ...statement, hash: digest(text), ...signer.sign(rootPurpose, text) });
    run = merkleRun();
  }
  return roots;
}

/** A made-up city's record: what it published, and exports of it. For tests and benchmarks. */
export interface MadeRecord {
  published: Publication;
  /** The whole chain, line by line. */
  days: () => Generator<string>;
  /** The entries of one of five bookings, with their proofs. */
  trip: (booking: number) => string;
}

/** Make up a record of so many days and entries a day, all under roots. Two words give two different records. */
export function makeRecord(days: number, perDay: number, signer: Signer, word = "到达"): MadeRecord {
  const roots = madeRoots(madeEntries(days, perDay, word), perDay, signer);
  const keys = [signer.key];
  const until = addDays(firstDay, days - 1);
  const timeZone = "Asia/Shanghai";
  const head = (scope: RecordHead["scope"], entries: number): RecordHead => ({
    ...{ kind: "record", format: "anzhuan-record-3", regionId, timeZone, scope, entries, keys, roots },
    madeAt: instant(addDays(until, 2)),
  });
  return {
    published: { format: "anzhuan-roots-1", regionId, timeZone, keys, roots },
    *days() {
      const writer = recordWriter(signer.sign);
      yield writer.write(head({ kind: "days", from: firstDay, until }, days * perDay));
      for (const entry of madeEntries(days, perDay, word)) yield writer.write(entry);
      yield writer.end(days * perDay);
    },
    trip(booking) {
      const writer = recordWriter(signer.sign);
      const all = [...madeEntries(days, perDay, word)];
      const its = all.filter(({ seq }) => bookingOf(seq) === `booking-${booking}`);
      const pathOf = (seq: number) => {
        const start = Math.floor((seq - 1) / perDay) * perDay;
        return merklePaths(all.slice(start, start + perDay).map(({ hash }) => hash))(seq - 1 - start);
      };
      const scope = { kind: "trip" as const, bookingId: `booking-${booking}`, number: `26-${booking}` };
      const first = writer.write(head(scope, its.length));
      const lines = its.map((entry) => writer.write({ ...entry, path: pathOf(entry.seq) }));
      return first + lines.join("") + writer.end(its.length);
    },
  };
}

/** A line written in another way that means the same, for whoever tampers with care. */
export const rewritten = (line: string, change: (value: Record<string, unknown>) => void): string => {
  const value = JSON.parse(line) as Record<string, unknown>;
  change(value);
  return canonicalJson(value);
};
