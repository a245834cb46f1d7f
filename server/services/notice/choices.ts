import { eq } from "drizzle-orm";
import { account } from "@/db/schema/account";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type NoticeChoices, noticeChoices, usualChoices } from "@/server/core/notice";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";

/** What a person wants to hear by which way; whoever never chose hears as everybody. */
export async function choicesOf(tx: Tx, accountId: string): Promise<NoticeChoices> {
  const [row] = await tx.db
    .select({ notices: account.notices })
    .from(account)
    .where(eq(account.id, accountId));
  const known = noticeChoices.safeParse(row?.notices);
  return known.success ? known.data : usualChoices;
}

/** The account of whoever is signed in; everybody else must sign in first. */
export function ownAccountId({ actor }: Pick<Context, "actor">): string {
  if (actor.kind !== "user") throw new DomainError("not_signed_in", "access.sign_in");
  return actor.accountId;
}

/** `notice.choices`: the person's own choices. */
export async function ownChoices(ctx: Context): Promise<NoticeChoices> {
  const accountId = ownAccountId(ctx);
  return inTransaction(ctx, (tx) => choicesOf(tx, accountId));
}

/** `notice.choose`: what the person wants to hear by which way, and in which hours not. */
export async function chooseNotices(ctx: Context, input: NoticeChoices): Promise<void> {
  const accountId = ownAccountId(ctx);
  await inTransaction(ctx, async (tx) => {
    const before = await choicesOf(tx, accountId);
    await tx.db.update(account).set({ notices: input }).where(eq(account.id, accountId));
    await writeAudit(tx, {
      verb: "notice.choose",
      noun: "account",
      nounId: accountId,
      before: { ...before },
      after: { ...input },
    });
  });
}
