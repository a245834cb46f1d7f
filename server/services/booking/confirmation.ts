import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking, consent } from "@/db/schema/booking";
import { facility } from "@/db/schema/facility";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "../audit";
import { promiseSlot } from "../dispatch/promise-slot";
import { lockPlanOf } from "../plan/lock";
import { acceptQuote, type QuoteRow } from "../quote/accept";
import { type BookingRow, viewersOf, wayBackOf } from "./row";
import { stateOfOne } from "./status";
import { tellConfirmed } from "./tell";

/** A verified contact stands for the booking this long, so that a lost slot asks for no second code. */
const verifiedMinutes = 30;

/** What a code of this booking opens. */
export const codeSubject = ({ regionId, id }: Pick<BookingRow, "regionId" | "id">): string =>
  `${regionId}_${id}`;

export function isContactFresh(ctx: Context, { contactVerifiedAt }: BookingRow): boolean {
  return (
    contactVerifiedAt !== null && ctx.now.getTime() - contactVerifiedAt.getTime() < verifiedMinutes * 60_000
  );
}

/** Hospitals at both ends see a confirmed booking on their boards. */
async function hospitalsOf(tx: Tx, row: BookingRow): Promise<string[]> {
  const ids = [row.fromFacilityId, row.toFacilityId].filter((id) => id !== null);
  if (ids.length === 0) return [];
  const inRegion = eq(facility.regionId, tx.region.id);
  const ends = await tx.db
    .select({ orgId: facility.orgId, parentId: facility.parentId })
    .from(facility)
    .where(and(inRegion, inArray(facility.id, ids)));
  const parents = ends.flatMap(({ orgId, parentId }) => (orgId === null && parentId ? [parentId] : []));
  const above = parents.length
    ? await tx.db
        .select({ orgId: facility.orgId })
        .from(facility)
        .where(and(inRegion, inArray(facility.id, parents), isNotNull(facility.orgId)))
    : [];
  return [...ends, ...above].flatMap(({ orgId }) => orgId ?? []);
}

async function checkPeople(tx: Tx, row: BookingRow): Promise<void> {
  const [given] = await tx.db
    .select({ id: consent.id })
    .from(consent)
    .where(
      and(
        eq(consent.regionId, tx.region.id),
        eq(consent.bookingId, row.id),
        eq(consent.purpose, "transfer_health_data"),
        isNull(consent.withdrawnAt),
      ),
    );
  if (!given || !row.patientNameSealed) throw new DomainError("conflict", "booking.people_missing");
}

/** Names and contacts go along to the way back. */
const peopleOf = ({
  patientNameSealed,
  patientIdNumberSealed,
  patientBirthYear,
  patientSex,
  bookerNameSealed,
  bookerRelation,
  bookerPhoneSealed,
  bookerPhoneIndex,
  bookerEmailSealed,
  contactVerifiedAt,
}: BookingRow) => ({
  patientNameSealed,
  patientIdNumberSealed,
  patientBirthYear,
  patientSex,
  bookerNameSealed,
  bookerRelation,
  bookerPhoneSealed,
  bookerPhoneIndex,
  bookerEmailSealed,
  contactVerifiedAt,
});

/** No hold is left: somebody confirmed at the same moment, or the time is over. */
async function lostHold(tx: Tx, bookingId: string): Promise<DomainError> {
  const [now] = await tx.db
    .select({ confirmedAt: booking.confirmedAt })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  return now?.confirmedAt
    ? new DomainError("conflict", "booking.already_confirmed")
    : new DomainError("expired", "hold.expired");
}

async function confirmOne(
  tx: Tx,
  row: BookingRow,
  people: Partial<BookingRow>,
): Promise<{ row: BookingRow; quote: QuoteRow }> {
  const { hold } = await stateOfOne(tx, row);
  if (!hold) throw await lostHold(tx, row.id);
  const quote = await acceptQuote(tx, hold.quoteId);
  const viewerOrgs = [...new Set([...row.viewerOrgs, ...(await hospitalsOf(tx, row))])];
  const [confirmed] = await tx.db
    .update(booking)
    .set({ ...people, confirmedAt: tx.now, viewerOrgs, unservedAt: null })
    .where(
      and(
        eq(booking.regionId, tx.region.id),
        eq(booking.id, row.id),
        isNull(booking.confirmedAt),
        isNull(booking.cancelledAt),
      ),
    )
    .returning();
  if (!confirmed) throw new DomainError("conflict", "booking.already_confirmed");
  await promiseSlot(tx, row.id);
  return { row: confirmed, quote };
}

/**
 * Confirm a draft whose contact stands: the held quote is accepted once and unexpired, the hold becomes a promise, the
 * booker is told. A round trip is confirmed whole or not at all.
 * @throws DomainError expired `hold.expired`, `quote.expired`; conflict `quote.not_open`, `booking.people_missing`
 */
export async function acceptAndPromise(tx: Tx, row: BookingRow, verb: string): Promise<BookingRow> {
  await checkPeople(tx, row);
  const confirmed = await asPlatform(tx, async (p) => {
    const back = await wayBackOf(p, row.id);
    await lockPlanOf(p, back ? [row.id, back.id] : [row.id]);
    const out = await confirmOne(p, row, {});
    const second = back && (await confirmOne(p, back, peopleOf(out.row)));
    await copyConsents(p, out.row, second?.row ?? null);
    await tellConfirmed(p, out.row, out.quote);
    if (second) await tellConfirmed(p, second.row, second.quote);
    return out;
  });
  const { totalFen, pickupFrom, pickupUntil, id } = confirmed.quote;
  const after = {
    quoteId: id,
    totalFen,
    pickupFrom: pickupFrom.toISOString(),
    pickupUntil: pickupUntil.toISOString(),
  };
  await writeAudit(tx, {
    verb,
    noun: "booking",
    nounId: row.id,
    bookingId: row.id,
    before: { status: "held" },
    after,
  });
  await wake(tx, { orgs: confirmed.row.viewerOrgs, booking: row.id });
  return confirmed.row;
}

async function copyConsents(tx: Tx, from: BookingRow, to: BookingRow | null): Promise<void> {
  if (!to) return;
  const given = await tx.db
    .select()
    .from(consent)
    .where(
      and(eq(consent.regionId, tx.region.id), eq(consent.bookingId, from.id), isNull(consent.withdrawnAt)),
    );
  const rows = given.map((row) => ({ ...row, id: uuidv7(), bookingId: to.id, ...viewersOf(to) }));
  if (rows.length > 0) await tx.db.insert(consent).values(rows).onConflictDoNothing();
}
