import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { message, pushSubscription } from "@/db/schema/message";
import type { Tx } from "@/server/context";
import { minuteOfDay } from "@/server/core/local-time";
import type { MessageChannel, MessageTemplate } from "@/server/core/message";
import { type NoticeChoices, quietMinutes, usualChoices, wants } from "@/server/core/notice";
import { open, seal } from "@/server/gateways/vault";
import { enqueue } from "@/server/queue";
import { choicesOf } from "./notice/choices";

export interface NewMessage {
  channel: Exclude<MessageChannel, "push">;
  /** E-mail address or phone in E.164; for `in_app` an organization's or an account's id. */
  to: string;
  template: MessageTemplate;
  locale: string;
  /** What the template needs (emails/registry.ts) without `region`, which the sending job adds. Instants as Date. */
  data: Record<string, unknown>;
  bookingId?: string | null;
  /** Whose account it is: then its choices decide, and its inbox and devices hear as well. */
  accountId?: string | null;
  /** The same key is said once, however often the work behind it is retried; by each way of a person it may end in `:email`, `:sms`. */
  dedupeKey: string;
}

const aad = (regionId: string, column: string) => `${regionId}/message/${column}`;

/** One row by one way, unless it was said before or is not wanted; what can wait waits for the end of quiet hours. */
async function say(
  tx: Tx,
  input: Omit<NewMessage, "channel"> & { channel: MessageChannel },
  choices: NoticeChoices,
): Promise<void> {
  const { channel, template } = input;
  if (!wants(choices, template, channel)) return;
  const wait = quietMinutes(choices, template, channel, minuteOfDay(tx.now, tx.region.timeZone));
  const at = wait > 0 ? new Date(tx.now.getTime() + wait * 60_000) : null;
  const regionId = tx.region.id;
  const [row] = await tx.db
    .insert(message)
    .values({
      regionId,
      id: uuidv7(),
      channel,
      template,
      locale: input.locale,
      toSealed: seal(input.to, aad(regionId, "to")),
      dataSealed: seal(JSON.stringify(input.data), aad(regionId, "data")),
      bookingId: input.bookingId ?? null,
      accountId: input.accountId ?? null,
      dedupeKey: input.dedupeKey,
      notBefore: at,
      createdAt: tx.now,
    })
    .onConflictDoNothing({ target: [message.regionId, message.dedupeKey] })
    .returning({ id: message.id });
  if (row) await enqueue(tx.db, "send-message", { regionId, messageId: row.id }, at ? { at } : {});
}

/** Whether any device of an account or a booking's follower still listens. */
async function hasDevice(tx: Tx, of: { accountId: string } | { bookingId: string }): Promise<boolean> {
  const whose =
    "accountId" in of
      ? eq(pushSubscription.accountId, of.accountId)
      : eq(pushSubscription.bookingId, of.bookingId);
  const [one] = await tx.db
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(and(eq(pushSubscription.regionId, tx.region.id), whose, isNull(pushSubscription.endedAt)))
    .limit(1);
  return one !== undefined;
}

/** The part of a key that several ways of saying the same share. */
const stem = (key: string) => key.replace(/:(email|sms)$/, "");

/** The person's inbox, which holds everything but codes, and its devices. */
async function sayInside(
  tx: Tx,
  input: NewMessage,
  accountId: string,
  choices: NoticeChoices,
): Promise<void> {
  if (input.template === "sign_in_code") return;
  const key = `${stem(input.dedupeKey)}:${accountId}`;
  await say(tx, { ...input, channel: "in_app", to: accountId, dedupeKey: `${key}:in_app` }, choices);
  if (await hasDevice(tx, { accountId }))
    await say(
      tx,
      { ...input, channel: "push", to: `account:${accountId}`, dedupeKey: `${key}:push` },
      choices,
    );
}

/** Write a message in the verb's transaction; a job renders and delivers it after the commit. */
export async function sendMessage(tx: Tx, input: NewMessage): Promise<void> {
  const { accountId } = input;
  const choices = accountId ? await choicesOf(tx, accountId) : usualChoices;
  await say(tx, input, choices);
  if (accountId && input.channel !== "in_app") await sayInside(tx, input, accountId, choices);
}

/** Tell the devices that follow a booking by its link; `input.dedupeKey` as for the other ways. */
export async function tellFollowers(
  tx: Tx,
  input: Omit<NewMessage, "channel" | "to"> & { bookingId: string },
): Promise<void> {
  const { bookingId, dedupeKey } = input;
  if (!(await hasDevice(tx, { bookingId }))) return;
  const to = `booking:${bookingId}`;
  await say(
    tx,
    { ...input, accountId: null, channel: "push", to, dedupeKey: `${dedupeKey}:push` },
    usualChoices,
  );
}

/** Only what an account finds in its inbox: for whoever has no address to be written to. */
export async function tellInbox(
  tx: Tx,
  accountId: string,
  input: Omit<NewMessage, "channel" | "to" | "accountId">,
): Promise<void> {
  const message = { ...input, accountId, channel: "in_app", to: accountId } as const;
  await sayInside(tx, message, accountId, await choicesOf(tx, accountId));
}

export interface StoredMessage {
  id: string;
  channel: MessageChannel;
  template: string;
  locale: string;
  to: string;
  data: Record<string, unknown>;
  status: string;
  bookingId: string | null;
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
    bookingId: row.bookingId,
    content: row.contentSealed
      ? (JSON.parse(open(row.contentSealed, aad(row.regionId, "content"))) as StoredMessage["content"])
      : null,
    at: row.createdAt,
  };
}

/** A job that was handed the message and never said what became of it has given up after so long. */
const tryingMs = 120_000;

/**
 * Take a message for sending: null when it is sent already, waits for morning, or another job is just at it. `triedBefore`: an
 * earlier job handed it to the provider and ended before the answer was noted, so the provider is asked first. System only.
 */
export async function takeMessage(
  tx: Tx,
  id: string,
): Promise<(StoredMessage & { triedBefore: Date | null }) | null> {
  const mine = and(eq(message.regionId, tx.region.id), eq(message.id, id));
  const [row] = await tx.db.select().from(message).where(mine).for("update");
  if (row?.status !== "queued" || (row.notBefore && row.notBefore > tx.now)) return null;
  if (row.tryingAt && tx.now.getTime() - row.tryingAt.getTime() < tryingMs) return null;
  await tx.db
    .update(message)
    .set({ tryingAt: tx.now, attempts: sql`${message.attempts} + 1` })
    .where(mine);
  return { ...read(row), triedBefore: row.tryingAt };
}

/**
 * Give a message back for the next job, which may try at once. It counts as handed over all the same: a call that failed by
 * silence may have been heard, and the provider is asked about it first.
 */
export async function giveBackMessage(tx: Tx, id: string, failure: string): Promise<void> {
  await tx.db
    .update(message)
    .set({ tryingAt: new Date(tx.now.getTime() - tryingMs), failure })
    .where(and(eq(message.regionId, tx.region.id), eq(message.id, id), eq(message.status, "queued")));
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
      tryingAt: null,
      sentAt: result.status === "sent" ? tx.now : null,
    })
    .where(and(eq(message.regionId, tx.region.id), eq(message.id, id), eq(message.status, "queued")));
}
