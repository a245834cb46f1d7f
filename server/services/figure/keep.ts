import { eq, sql } from "drizzle-orm";
import { figureState } from "@/db/schema/figure";
import type { Context, Tx } from "@/server/context";
import { measureVersion } from "@/server/core/indicator/measure";
import { addDays, localDay, localTime } from "@/server/core/local-time";
import { asPlatform, inTransaction } from "@/server/scope";
import { eventsOfChain, gatherEvents } from "./events";
import { factsAfter, factsOfBookings } from "./facts";
import { sumDays, writeFigures } from "./write";

const nobody = "00000000-0000-0000-0000-000000000000";
/** Bookings measured in one transaction. */
const batch = 2_000;
/** Entries of the chain followed in one transaction. */
const entries = 2_000;
/** At night the bookings of so many days are measured once more, whatever the record said of them. */
const checkedDays = 8;
const checkAt = "03:00";

type State = typeof figureState.$inferSelect;

async function headOf(tx: Tx): Promise<number> {
  const [row] = await tx.db.execute<{ seq: string | null }>(
    sql`SELECT max(seq) AS seq FROM chain_entry WHERE region_id = ${tx.region.id}`,
  );
  return Number(row?.seq ?? 0);
}

/** The region's row, locked: of two workers one works. A region without one, or measured by older definitions, begins anew. */
async function lockState(tx: Tx): Promise<State> {
  const here = eq(figureState.regionId, tx.region.id);
  const fresh = { version: measureVersion, seq: await headOf(tx), rebuildAfter: nobody, keptAt: tx.now };
  await tx.db
    .insert(figureState)
    .values({ regionId: tx.region.id, ...fresh })
    .onConflictDoNothing();
  const [state] = await tx.db.select().from(figureState).where(here).for("update");
  if (!state) throw new Error(`No state of the figures of ${tx.region.id}`);
  if (state.version === measureVersion) return state;
  await tx.db.update(figureState).set(fresh).where(here);
  return { ...state, ...fresh };
}

async function save(tx: Tx, changes: Partial<State>): Promise<void> {
  await tx.db
    .update(figureState)
    .set({ keptAt: tx.now, ...changes })
    .where(eq(figureState.regionId, tx.region.id));
}

/** One stretch of measuring everything; answers whether more is left. */
async function rebuildSome(tx: Tx, after: string): Promise<boolean> {
  const facts = await factsAfter(tx, after, batch);
  const last = facts.at(-1)?.bookingId;
  const { days } = await writeFigures(tx, facts);
  await sumDays(tx, days);
  const isOver = facts.length < batch || !last;
  if (isOver) await gatherEvents(tx);
  await save(tx, { rebuildAfter: isOver ? null : last });
  return true;
}

interface ChainRow extends Record<string, unknown> {
  seq: string;
  booking_id: string | null;
  audit_id: string;
  verb: string;
  noun_id: string;
  at_ms: number;
}

/** Follow the record: every booking that an entry names is measured again. Answers whether there may be more. */
async function followSome(tx: Tx, after: number): Promise<boolean> {
  const rows = await tx.db.execute<ChainRow>(sql`
    SELECT c.seq, c.booking_id, c.audit_id, a.verb, a.noun_id, extract(epoch FROM a.at)::float8 * 1000 AS at_ms FROM chain_entry c
    JOIN audit a ON a.region_id = c.region_id AND a.at = c.audit_at AND a.id = c.audit_id
    WHERE c.region_id = ${tx.region.id} AND c.seq > ${after} ORDER BY c.seq LIMIT ${entries}`);
  const ids = [...new Set(rows.flatMap((row) => row.booking_id ?? []))];
  const { days } = await writeFigures(tx, await factsOfBookings(tx, ids));
  await sumDays(tx, days);
  await eventsOfChain(tx, rows);
  await save(tx, { seq: Number(rows.at(-1)?.seq ?? after) });
  return rows.length === entries;
}

/** Once a night: measure the last days' bookings again and count what the record had not told. */
async function checkLately(tx: Tx, { checkedDay }: State): Promise<void> {
  const { timeZone } = tx.region;
  const today = localDay(tx.now, timeZone);
  if (checkedDay === today || localTime(tx.now, timeZone) < checkAt) return;
  const rows = await tx.db.execute<{ id: string }>(sql`
    SELECT booking_id AS id FROM booking_figure
    WHERE region_id = ${tx.region.id} AND day >= ${addDays(today, -checkedDays)}::date AND day <= ${addDays(today, 1)}::date
    ORDER BY booking_id`);
  let mended = 0;
  for (let at = 0; at < rows.length; at += batch) {
    const ids = rows.slice(at, at + batch).map(({ id }) => id);
    const { days, changed } = await writeFigures(tx, await factsOfBookings(tx, ids));
    await sumDays(tx, days);
    mended += changed;
  }
  await save(tx, { checkedDay: today, mended });
}

/** One stretch of work in a transaction of its own; answers whether more is left. */
function keepSome(ctx: Context): Promise<boolean> {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const state = await lockState(p);
      if (state.rebuildAfter !== null) return rebuildSome(p, state.rebuildAfter);
      if (await followSome(p, state.seq)) return true;
      await checkLately(p, state);
      return false;
    }),
  );
}

/**
 * Keep the region's figures true: measure what the sealed record names since the last round, or everything where nothing is
 * kept yet. Cut off it goes on where it stood; done again it changes nothing.
 */
export async function keepFigures(ctx: Context): Promise<void> {
  while (await keepSome(ctx));
}

/** Measure everything anew at the next round, over what is kept: nothing disappears meanwhile. */
export async function rebuildFigures(ctx: Context): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      await lockState(p);
      await save(p, { seq: await headOf(p), rebuildAfter: nobody });
    }),
  );
  await keepFigures(ctx);
}
