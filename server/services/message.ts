import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { message } from "@/db/schema/message";
import type { Tx } from "@/server/context";
import type { MessageChannel, MessageTemplate } from "@/server/core/message";
import { open, seal } from "@/server/gateways/vault";
import { enqueue } from "@/server/queue";

export interface NewMessage {
  channel: MessageChannel;
  /** E-mail address or phone in E.164; for `in_app` an organization's id. */
  to: string;
  template: MessageTemplate;
  locale: string;
  /** What the template needs (emails/registry.ts) without `region`, which the sending job adds. Instants as Date. */
  data: Record<string, unknown>;
  bookingId?: string | null;
  /** The same key is said once, however often the work behind it is retried. */
  dedupeKey: string;
}

const aad = (regionId: string, column: string) => `${regionId}/message/${column}`;

/** Write a message in the verb's transaction; a job renders and delivers it after the commit. */
export async function sendMessage(tx: Tx, input: NewMessage): Promise<void> {
  const id = uuidv7();
  const regionId = tx.region.id;
  const [row] = await tx.db
    .insert(message)
    .values({
      regionId,
      id,
      channel: input.channel,
      template: input.template,
      locale: input.locale,
      toSealed: seal(input.to, aad(regionId, "to")),
      dataSealed: seal(JSON.stringify(input.data), aad(regionId, "data")),
      bookingId: input.bookingId ?? null,
      dedupeKey: input.dedupeKey,
      createdAt: tx.now,
    })
    .onConflictDoNothing({ target: [message.regionId, message.dedupeKey] })
    .returning({ id: message.id });
  if (row) await enqueue(tx.db, "send-message", { regionId, messageId: id });
}

export interface StoredMessage {
  id: string;
  channel: MessageChannel;
  template: string;
  locale: string;
  to: string;
  data: Record<string, unknown>;
  status: string;
  content: { subject: string; text: string; html: string } | null;
  at: Date;
}

function read(row: typeof message.$inferSelect): StoredMessage {
  return {
    id: row.id,
    channel: row.channel,
    template: row.template,
    locale: row.locale,
    to: open(row.toSealed, aad(row.regionId, "to")),
    data: JSON.parse(open(row.dataSealed, aad(row.regionId, "data"))) as Record<string, unknown>,
    status: row.status,
    content: row.contentSealed
      ? (JSON.parse(open(row.contentSealed, aad(row.regionId, "content"))) as StoredMessage["content"])
      : null,
    at: row.createdAt,
  };
}

/** One message for the job that sends it, or null. System only: policies hide messages from everybody else. */
export async function getMessage(tx: Tx, id: string): Promise<StoredMessage | null> {
  const [row] = await tx.db
    .select()
    .from(message)
    .where(and(eq(message.regionId, tx.region.id), eq(message.id, id)));
  return row ? read(row) : null;
}

/** The newest messages of the region, for the demonstration's outbox. */
export async function recentMessages(tx: Tx, limit: number): Promise<StoredMessage[]> {
  const rows = await tx.db
    .select()
    .from(message)
    .where(eq(message.regionId, tx.region.id))
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(limit);
  return rows.map(read);
}

/** Note what was sent and how it ended; only a message still queued changes, so that a second delivery is not noted twice. */
export async function closeMessage(
  tx: Tx,
  id: string,
  result: {
    status: "sent" | "failed";
    content: StoredMessage["content"];
    providerRef?: string;
    failure?: string;
  },
): Promise<void> {
  await tx.db
    .update(message)
    .set({
      status: result.status,
      contentSealed: result.content
        ? seal(JSON.stringify(result.content), aad(tx.region.id, "content"))
        : null,
      providerRef: result.providerRef ?? null,
      failure: result.failure ?? null,
      sentAt: result.status === "sent" ? tx.now : null,
    })
    .where(and(eq(message.regionId, tx.region.id), eq(message.id, id), eq(message.status, "queued")));
}
