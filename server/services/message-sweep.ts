import { and, asc, eq, gt, isNull, lt, lte, ne, or } from "drizzle-orm";
import { message } from "@/db/schema/message";
import type { Context } from "@/server/context";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";

/** The job of a message tries for some minutes; after an outage that lasted longer it is sent again, for a day. */
const quietMs = 10 * 60_000;
const worthMs = 24 * 3_600_000;
const againSeconds = 600;
const atMost = 200;

/** Have messages sent again that still wait although their job gave up; a code is over by then. Answers with how many. */
export async function sweepMessages(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: message.id })
      .from(message)
      .where(
        and(
          eq(message.regionId, tx.region.id),
          eq(message.status, "queued"),
          ne(message.template, "sign_in_code"),
          // Those that wait for morning have a job of their own at that hour.
          or(isNull(message.notBefore), lte(message.notBefore, new Date(tx.now.getTime() - quietMs))),
          lt(message.createdAt, new Date(tx.now.getTime() - quietMs)),
          gt(message.createdAt, new Date(tx.now.getTime() - worthMs)),
        ),
      )
      .orderBy(asc(message.createdAt), asc(message.id))
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "send-message",
        { regionId: tx.region.id, messageId: id },
        { once: `message:${id}`, everySeconds: againSeconds },
      );
    return rows.length;
  });
}
