import type { complaint } from "@/db/schema/case";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { countAgainst, senderOf } from "@/server/services/rate-limit";

const hourSeconds = 3600;
const daySeconds = 86_400;

/** What one booking (or case) and one sender may do: more helps no case, and each is read by a person. */
const limits = {
  open: { perSubject: 12, perSender: 12, windowSeconds: hourSeconds },
  add: { perSubject: 20, perSender: 40, windowSeconds: daySeconds },
  reopen: { perSubject: 3, perSender: 12, windowSeconds: daySeconds },
} as const;
type Deed = keyof typeof limits;

/** Those who complain on their own; members of organizations answer to them for what they write. */
function isOutsider({ actor }: Tx): boolean {
  return (
    actor.kind === "visitor" || actor.kind === "guest" || (actor.kind === "user" && actor.role === "family")
  );
}

/**
 * Count a deed in a case against its booking (or the case itself, `subject`; null where there is none yet) and against
 * who does it.
 * @throws DomainError too_many `complaint.too_many_${deed}`, saying what happens with what was sent already
 */
export async function limitComplaint(tx: Tx, deed: Deed, subject: string | null): Promise<void> {
  if (!isOutsider(tx)) return;
  const { perSubject, perSender, windowSeconds } = limits[deed];
  try {
    if (subject) await countAgainst(tx, `complaint-${deed}/${subject}`, perSubject, windowSeconds);
    await countAgainst(tx, `complaint-${deed}-from/${senderOf(tx)}`, perSender, windowSeconds);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "too_many") throw error;
    throw new DomainError("too_many", `complaint.too_many_${deed}`, {
      ...error.data,
      hotline: tx.region.hotline,
    });
  }
}

/** What a case is counted by: its booking, which may have several cases, else itself. */
export function subjectOfCase(row: Pick<typeof complaint.$inferSelect, "id" | "bookingId">): string {
  return row.bookingId ?? row.id;
}
