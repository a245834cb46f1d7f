import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { complaint, complaintEntry } from "@/db/schema/case";
import { actorName, type Context, type Tx } from "@/server/context";
import type { complaintFollow, complaintFollowUp } from "@/server/core/complaint-input";
import { DomainError } from "@/server/core/domain-error";
import { readLinkToken } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { getRegion, regionContext } from "@/server/services/region";
import { addToComplaint, reopenComplaint } from "./case";
import { isCaseToken } from "./tell";

type ComplaintRow = typeof complaint.$inferSelect;

/**
 * The case that a link stands for, in the region that the link names. Whoever holds it may read and add, nothing else.
 * @throws DomainError not_found `complaint.not_found`: forged, cut off, or of a region that is not served
 */
async function byToken<T>(
  ctx: Context,
  token: string,
  work: (tx: Tx, row: ComplaintRow) => Promise<T>,
): Promise<T> {
  const read = readLinkToken(token);
  const unknown = () => new DomainError("not_found", "complaint.not_found");
  if (!read || !isCaseToken(token)) throw unknown();
  const region = await getRegion(ctx.pool, read.regionId);
  return inTransaction({ ...ctx, region: regionContext(region) }, async (tx) => {
    const row = await asPlatform(tx, async (p) => {
      const [found] = await p.db
        .select()
        .from(complaint)
        .where(and(eq(complaint.regionId, region.id), eq(complaint.id, read.bookingId)));
      return found;
    });
    if (!row) throw unknown();
    return work(tx, row);
  });
}

/** One case for whoever holds its link: how it stands and what was said to them; nothing of the trip or of others. */
export async function followComplaint(ctx: Context, input: z.infer<typeof complaintFollow>) {
  return byToken(ctx, input.token, async (tx, row) => {
    const { kind, text, createdAt, id } = complaintEntry;
    const entries = await asPlatform(tx, (p) =>
      p.db
        .select({ id, kind, text, createdAt, by: complaintEntry.by })
        .from(complaintEntry)
        .where(and(eq(complaintEntry.regionId, row.regionId), eq(complaintEntry.complaintId, row.id)))
        .orderBy(asc(createdAt), asc(id)),
    );
    const { number, topic, status, plate, dueAt, decideBy, decision } = row;
    const { hotline, timeZone } = tx.region;
    return {
      ...{ number, topic, status, plate, dueAt, decideBy, decision, hotline, timeZone },
      regionId: row.regionId,
      entries: entries.map(({ by, ...entry }) => ({
        ...entry,
        mine: by === actorName(tx.actor) || by.startsWith("visitor:"),
      })),
    };
  });
}

/**
 * A further message by whoever holds the link; once it was answered or closed it opens the case again.
 * @throws DomainError as `addToComplaint` and `reopenComplaint`
 */
export async function followUpComplaint(ctx: Context, input: z.infer<typeof complaintFollowUp>) {
  return byToken(ctx, input.token, async (tx, row) => {
    const isOpen = row.status === "open";
    return asPlatform(tx, async (p) => {
      if (isOpen) await addToComplaint(p, { complaintId: row.id, text: input.text, files: [] });
      else await reopenComplaint(p, { complaintId: row.id, reason: input.text, files: [] });
      return { number: row.number };
    });
  });
}
