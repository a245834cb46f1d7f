import { eq } from "drizzle-orm";
import { verifySync } from "otplib";
import { account } from "@/db/schema/account";
import type { Context, Tx } from "@/server/context";
import type { SecondFactorInput } from "@/server/core/account-input";
import { DomainError } from "@/server/core/domain-error";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { strengthenSession } from "@/server/services/session";
import { type AccountRow, accountAad, signedIn } from "./person";

const maxFailures = 5;
const lockMinutes = 15;
/** Clocks of phones drift: one step before and after counts (RFC 6238, 5.2). */
const stepSeconds = 30;

/**
 * The step that an authenticator code belongs to, if it is right for this instant and newer than `lastStep`; a code
 * works once (RFC 6238, 5.2). Null otherwise.
 */
function acceptedStep(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: stepSeconds });
  if (!result.valid || !("timeStep" in result)) return null;
  return lastStep !== null && result.timeStep <= lastStep ? null : result.timeStep;
}

/**
 * `account.secondFactor`: open this session's staff pages with an authenticator code; the first right code also confirms
 * the enrolment. Throws bad_input `account.authenticator_wrong` (with `left`), too_many `account.locked` (with `minutes`)
 * after five failures for a quarter of an hour, conflict `account.not_enrolled`.
 */
export async function giveSecondFactor(ctx: Context, input: SecondFactorInput): Promise<void> {
  const { accountId, sessionHash } = signedIn(ctx);
  // A wrong code is counted and committed; only then is it refused.
  const refusal = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(account).where(eq(account.id, accountId)).for("update");
    if (!row?.totpSealed) return new DomainError("conflict", "account.not_enrolled");
    if (row.lockedUntil && row.lockedUntil > tx.now) return locked(row.lockedUntil, tx.now);
    const step = acceptedStep(open(row.totpSealed, accountAad.totp), input.code, tx.now, row.totpLastStep);
    if (step === null) return countFailure(tx, row);
    return accept(tx, row, { step, sessionHash });
  });
  if (refusal) throw refusal;
}

function locked(until: Date, now: Date): DomainError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return new DomainError("too_many", "account.locked", { minutes });
}

async function countFailure(tx: Tx, row: AccountRow): Promise<DomainError> {
  const failures = row.failedCodes + 1;
  const isLast = failures >= maxFailures;
  const lockedUntil = isLast ? new Date(tx.now.getTime() + lockMinutes * 60_000) : null;
  await tx.db
    .update(account)
    .set({ failedCodes: isLast ? 0 : failures, lockedUntil })
    .where(eq(account.id, row.id));
  await writeAudit(tx, {
    verb: "account.secondFactor",
    noun: "account",
    nounId: row.id,
    after: { accepted: false, locked: isLast },
  });
  if (lockedUntil) return locked(lockedUntil, tx.now);
  return new DomainError("bad_input", "account.authenticator_wrong", { left: maxFailures - failures });
}

async function accept(
  tx: Tx,
  row: AccountRow,
  by: { step: number; sessionHash: string },
): Promise<DomainError | null> {
  const session = { tokenHash: by.sessionHash, accountId: row.id };
  if (!(await strengthenSession(tx.db, session, tx.now)))
    return new DomainError("not_signed_in", "access.sign_in");
  await tx.db
    .update(account)
    .set({
      totpLastStep: by.step,
      totpConfirmedAt: row.totpConfirmedAt ?? tx.now,
      failedCodes: 0,
      lockedUntil: null,
    })
    .where(eq(account.id, row.id));
  await writeAudit(tx, {
    verb: "account.secondFactor",
    noun: "account",
    nounId: row.id,
    after: { accepted: true, enrolled: row.totpConfirmedAt === null },
  });
  return null;
}
