import { randomInt } from "node:crypto";
import { and, desc, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { oneTimeCode } from "@/db/schema/account";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { blindIndex, hashSecret, open, seal } from "@/server/gateways/vault";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { sendMessage } from "./message";
import { countAgainst, giveBack, senderOf } from "./rate-limit";

/** How long a code holds, how often it may be tried, and how many are sent to one contact in a quarter of an hour. */
export const codeMinutes = 10;
export const codeAttempts = 5;
const codesPerContact = 5;
const codesPerAddress = 30;
const codeWindowSeconds = 900;

export type CodePurpose = "sign_in" | "confirm_booking" | "manage_booking";
export type ContactKind = "email" | "phone";

/** An e-mail address in lower case or a phone in E.164. */
export interface Contact {
  kind: ContactKind;
  value: string;
}

const context = "-/one_time_code/contact";
const said = {
  sign_in: "sign_in",
  confirm_booking: "confirm_booking",
  manage_booking: "change_booking",
} as const;

/** The index by which a contact is counted and found: the same in every region. */
export function contactIndexOf({ kind, value }: Contact): string {
  return blindIndex("-", kind, value);
}

/**
 * Ask for a code: earlier ones for the same purpose end, a job makes and sends the new one. `subject` is what the code
 * opens (`<region>_<booking>`), null for signing in.
 * @throws DomainError too_many `rate.too_many`
 */
export async function requestCode(
  tx: Tx,
  input: { purpose: CodePurpose; subject: string | null; contact: Contact; locale: string },
): Promise<{ codeId: string; expiresAt: Date }> {
  const { purpose, subject, contact, locale } = input;
  const contactIndex = contactIndexOf(contact);
  const addressIndex = senderOf(tx);
  await countAgainst(tx, contactKey(contactIndex), codesPerContact, codeWindowSeconds);
  if (addressIndex) await countAgainst(tx, addressKey(addressIndex), codesPerAddress, codeWindowSeconds);
  const same = and(
    eq(oneTimeCode.purpose, purpose),
    subjectIs(subject),
    eq(oneTimeCode.contactIndex, contactIndex),
  );
  await tx.db
    .update(oneTimeCode)
    .set({ expiresAt: tx.now })
    .where(and(same, isNull(oneTimeCode.usedAt), gt(oneTimeCode.expiresAt, tx.now)));
  const id = uuidv7();
  const expiresAt = new Date(tx.now.getTime() + codeMinutes * 60_000);
  await tx.db.insert(oneTimeCode).values({
    id,
    purpose,
    subject,
    contactKind: contact.kind,
    contactSealed: seal(contact.value, context),
    contactIndex,
    addressIndex,
    locale,
    expiresAt,
    createdAt: tx.now,
  });
  await enqueue(tx.db, "send-code", { regionId: tx.region.id, codeId: id });
  return { codeId: id, expiresAt };
}

const contactKey = (index: string) => `code/${index}`;
const addressKey = (index: string) => `code-from/${index}`;

function subjectIs(subject: string | null) {
  return subject === null ? isNull(oneTimeCode.subject) : eq(oneTimeCode.subject, subject);
}

/** The job behind `send-code`: make the code, keep its hash, write the message. A second run finds the hash and stops. */
export async function sendCode(ctx: Context, codeId: string): Promise<void> {
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(oneTimeCode)
      .set({ codeHash: hashSecret(code, codeId) })
      .where(and(eq(oneTimeCode.id, codeId), isNull(oneTimeCode.codeHash), gt(oneTimeCode.expiresAt, tx.now)))
      .returning();
    if (!row) return;
    await sendMessage(tx, {
      channel: row.contactKind === "email" ? "email" : "sms",
      to: open(row.contactSealed, context),
      template: "sign_in_code",
      locale: row.locale,
      data: { code, validMinutes: codeMinutes, purpose: said[row.purpose] },
      bookingId: row.subject?.split("_")[1] ?? null,
      dedupeKey: `code:${codeId}`,
    });
  });
}

/** The contact that a right code proved. */
export interface VerifiedContact extends Contact {
  contactIndex: string;
}

/**
 * Try a code. Every try counts, in a transaction of its own, before the code is looked at; a right code works once.
 * Takes a context without a transaction: a wrong try must stay counted.
 * @throws DomainError bad_input `code.wrong` with `attemptsLeft`, too_many `code.locked`, expired `code.expired`
 */
export async function verifyCode(
  ctx: Context,
  input: { purpose: CodePurpose; subject: string | null; contactIndex?: string; code: string },
): Promise<VerifiedContact> {
  const result = await inTransaction(ctx, (tx) => tryCode(tx, input));
  if (result instanceof DomainError) throw result;
  return result;
}

async function tryCode(
  tx: Tx,
  {
    purpose,
    subject,
    contactIndex,
    code,
  }: { purpose: CodePurpose; subject: string | null; contactIndex?: string; code: string },
): Promise<VerifiedContact | DomainError> {
  const [newest] = await tx.db
    .select({ id: oneTimeCode.id, attempts: oneTimeCode.attempts })
    .from(oneTimeCode)
    .where(
      and(
        eq(oneTimeCode.purpose, purpose),
        subjectIs(subject),
        contactIndex ? eq(oneTimeCode.contactIndex, contactIndex) : undefined,
      ),
    )
    .orderBy(desc(oneTimeCode.createdAt), desc(oneTimeCode.id))
    .limit(1);
  if (!newest) return new DomainError("expired", "code.expired");
  const usable = and(
    eq(oneTimeCode.id, newest.id),
    isNull(oneTimeCode.usedAt),
    gt(oneTimeCode.expiresAt, tx.now),
  );
  const [tried] = await tx.db
    .update(oneTimeCode)
    .set({ attempts: sql`${oneTimeCode.attempts} + 1` })
    .where(and(usable, lt(oneTimeCode.attempts, codeAttempts), isNotNull(oneTimeCode.codeHash)))
    .returning();
  if (!tried)
    return newest.attempts >= codeAttempts
      ? new DomainError("too_many", "code.locked")
      : new DomainError("expired", "code.expired");
  if (tried.codeHash !== hashSecret(code, tried.id)) {
    const attemptsLeft = codeAttempts - tried.attempts;
    return attemptsLeft > 0
      ? new DomainError("bad_input", "code.wrong", { attemptsLeft })
      : new DomainError("too_many", "code.locked");
  }
  const [used] = await tx.db
    .update(oneTimeCode)
    .set({ usedAt: tx.now })
    .where(usable)
    .returning({ id: oneTimeCode.id });
  if (!used) return new DomainError("expired", "code.expired");
  // A code that was used as it should be does not count against the next one.
  await giveBack(tx, contactKey(tried.contactIndex), codeWindowSeconds, tried.createdAt);
  if (tried.addressIndex)
    await giveBack(tx, addressKey(tried.addressIndex), codeWindowSeconds, tried.createdAt);
  return {
    kind: tried.contactKind,
    value: open(tried.contactSealed, context),
    contactIndex: tried.contactIndex,
  };
}
