import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { message } from "@/db/schema/message";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { kindOf, type NoticeKind } from "@/server/core/notice";
import type { ReadNoticesInput } from "@/server/core/notice-input";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { ownAccountId } from "./choices";

export interface InboxItem {
  id: string;
  kind: NoticeKind;
  subject: string;
  text: string;
  /** A page of ours, as its path; null: there is nothing more to see. */
  href: string | null;
  at: Date;
  isRead: boolean;
}

export interface Inbox {
  unread: number;
  items: InboxItem[];
}

const newest = 50;
const keptDays = 60;

/** The signed-in person's own rows: policies show messages to officials only, so the verb looks for it. */
function ownRows(tx: Tx, accountId: string) {
  const since = new Date(tx.now.getTime() - keptDays * 86_400_000);
  return and(
    eq(message.regionId, tx.region.id),
    eq(message.accountId, accountId),
    eq(message.channel, "in_app"),
    eq(message.status, "sent"),
    gt(message.createdAt, since),
    // What retention or an erasure blanked says nothing any more.
    sql`${message.contentSealed} is not null`,
  );
}

/** The link of a message, if it leads to a page of ours: by path, whatever this installation is called outside. */
function hrefOf(text: string): string | null {
  const link = text.match(/https?:\/\/[^\s<>"')\]，。；）】]+/)?.[0];
  const url = link ? URL.parse(link) : null;
  return url ? url.pathname + url.search + url.hash : null;
}

function itemOf(row: typeof message.$inferSelect): InboxItem {
  const context = `${row.regionId}/message/content`;
  const content = JSON.parse(open(row.contentSealed ?? "", context)) as { subject: string; text: string };
  return {
    id: row.id,
    kind: kindOf(row.template),
    subject: content.subject,
    text: content.text,
    href: hrefOf(content.text),
    at: row.createdAt,
    isRead: row.readAt !== null,
  };
}

/** `notice.inbox`: what the signed-in person was told lately in this region, newest first. */
export async function ownInbox(ctx: Context): Promise<Inbox> {
  const accountId = ownAccountId(ctx);
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const mine = ownRows(p, accountId);
      const rows = await p.db
        .select()
        .from(message)
        .where(mine)
        .orderBy(desc(message.createdAt), desc(message.id))
        .limit(newest);
      const unread = await p.db.$count(message, and(mine, isNull(message.readAt)));
      return { unread, items: rows.map(itemOf) };
    }),
  );
}

/** `notice.unread`: the figure at the bell. */
export async function unreadNotices(ctx: Context): Promise<number> {
  const accountId = ownAccountId(ctx);
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) => p.db.$count(message, and(ownRows(p, accountId), isNull(message.readAt)))),
  );
}

/**
 * `notice.read`: the person has seen these, or all. Answers with how many were new.
 * @throws DomainError not_found `notice.not_found` where one of them is somebody else's
 */
export async function readNotices(ctx: Context, input: ReadNoticesInput): Promise<number> {
  const accountId = ownAccountId(ctx);
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const ids = input.messageIds && [...new Set(input.messageIds)];
      const which = ids ? inArray(message.id, ids) : undefined;
      if (ids && (await p.db.$count(message, and(ownRows(p, accountId), which))) < ids.length)
        throw new DomainError("not_found", "notice.not_found");
      const rows = await p.db
        .update(message)
        .set({ readAt: p.now })
        .where(and(ownRows(p, accountId), isNull(message.readAt), which))
        .returning({ id: message.id });
      return rows.length;
    }),
  );
}
