import { and, eq, isNotNull, isNull, lt, ne } from "drizzle-orm";
import { vehicle } from "@/db/schema/fleet";
import { adverseEvent, trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { blockVehicle } from "./isolation";
import { addEntry, tellDesk } from "./tell";

const perRound = 100;

async function raise(tx: Tx, adverseId: string): Promise<boolean> {
  const [row] = await tx.db
    .update(adverseEvent)
    .set({ overdueAt: tx.now })
    .where(
      and(
        eq(adverseEvent.regionId, tx.region.id),
        eq(adverseEvent.id, adverseId),
        ne(adverseEvent.status, "closed"),
        isNull(adverseEvent.overdueAt),
      ),
    )
    .returning();
  if (!row) return false;
  const [ride] = await tx.db
    .select({ plate: trip.plate })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, row.tripId)));
  await addEntry(tx, row, { kind: "overdue" });
  const about = { news: "overdue", plate: ride?.plate ?? "", by: row.dueAt, key: "overdue" } as const;
  for (const desk of ["operator", "regulator", "region_admin"] as const)
    await tellDesk(tx, row, { desk, ...about });
  await writeAudit(tx, {
    verb: "adverse.escalate",
    noun: "adverse_event",
    nounId: row.id,
    bookingId: row.bookingId,
    after: { overdueAt: tx.now.toISOString(), status: row.status },
  });
  await wake(tx, { orgs: [row.orgId] });
  return true;
}

/** A vehicle whose disinfection was not recorded in time stays off the road: the shifts to come are taken from it as well. */
async function keepBlocked(ctx: Context): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const { adverse } = await settingsInForce(p);
      const late = await p.db
        .select({ id: vehicle.id })
        .from(vehicle)
        .where(
          and(
            eq(vehicle.regionId, p.region.id),
            isNotNull(vehicle.blockedSince),
            lt(vehicle.blockedUntil, p.now),
          ),
        );
      for (const { id } of late)
        await blockVehicle(p, id, new Date(p.now.getTime() + adverse.disinfectWithinHours * 3_600_000));
    }),
  );
}

/**
 * The round that carries adverse events up whose report is overdue, once each, to operator, regulator and the region's
 * administration, and keeps vehicles off the road that nobody disinfected. Safe to repeat; answers how many were raised.
 */
export async function escalateAdverse(ctx: Context): Promise<number> {
  const due = await inTransaction(ctx, (tx) =>
    tx.db
      .select({ id: adverseEvent.id })
      .from(adverseEvent)
      .where(
        and(
          eq(adverseEvent.regionId, tx.region.id),
          ne(adverseEvent.status, "closed"),
          isNull(adverseEvent.overdueAt),
          lt(adverseEvent.dueAt, tx.now),
        ),
      )
      .limit(perRound),
  );
  let raised = 0;
  for (const { id } of due)
    raised += (await inTransaction(ctx, (tx) => asPlatform(tx, (p) => raise(p, id)))) ? 1 : 0;
  await keepBlocked(ctx);
  return raised;
}
