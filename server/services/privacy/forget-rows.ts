import { and, eq, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { oneTimeCode, session } from "@/db/schema/account";
import { message } from "@/db/schema/message";
import { patient } from "@/db/schema/patient";
import { callback } from "@/db/schema/seat";
import type { Tx } from "@/server/context";
import { blankMessages } from "./blank-booking";

const perStep = 500;

/** Codes that ran out, with the contacts they went to. They belong to no region: whichever round comes first takes them. */
export async function forgetCodes(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await tx.db
    .select({ id: oneTimeCode.id })
    .from(oneTimeCode)
    .where(lt(oneTimeCode.expiresAt, cutOff))
    .limit(perStep)
    .for("update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.db.delete(oneTimeCode).where(inArray(oneTimeCode.id, ids));
  return ids.length;
}

/** Sign-ins that ran out. */
export async function forgetSessions(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await tx.db
    .select({ hash: session.tokenHash })
    .from(session)
    .where(lt(session.expiresAt, cutOff))
    .limit(perStep)
    .for("update", { skipLocked: true });
  const hashes = rows.map(({ hash }) => hash);
  if (hashes.length > 0) await tx.db.delete(session).where(inArray(session.tokenHash, hashes));
  return hashes.length;
}

/** What messages said and to whom. */
export async function forgetMessages(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await tx.db
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        eq(message.regionId, tx.region.id),
        lt(message.createdAt, cutOff),
        sql`coalesce(${message.meta} ->> 'erased', 'false') <> 'true'`,
      ),
    )
    .limit(perStep)
    .for("update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  await blankMessages(tx, ids);
  return ids.length;
}

/** Call-backs that were made: the phone and what came of it. */
export async function forgetCallbacks(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await tx.db
    .select({ id: callback.id })
    .from(callback)
    .where(and(eq(callback.regionId, tx.region.id), isNotNull(callback.doneAt), lt(callback.doneAt, cutOff)))
    .limit(perStep)
    .for("update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await tx.db.delete(callback).where(and(eq(callback.regionId, tx.region.id), inArray(callback.id, ids)));
  return ids.length;
}

/** A hospital's own list, after the discharge: what a ride needed of it stands in its booking. */
export async function forgetPatients(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await tx.db
    .select({ id: patient.id })
    .from(patient)
    .where(and(eq(patient.regionId, tx.region.id), lt(patient.dischargedAt, cutOff)))
    .limit(perStep)
    .for("update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await tx.db.delete(patient).where(and(eq(patient.regionId, tx.region.id), inArray(patient.id, ids)));
  return ids.length;
}
