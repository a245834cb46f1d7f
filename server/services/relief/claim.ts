import { and, eq } from "drizzle-orm";
import { file } from "@/db/schema/file";
import { reliefClaim } from "@/db/schema/relief";
import { lostRace } from "@/db/sqlstate";
import { actorName, type Context, type Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import type { ReliefClaimInput } from "@/server/core/relief";
import { type ReliefGroup, reliefGroups } from "@/server/core/tariff/rules";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { ownBooking, ownDraft, viewersOf } from "../booking/row";
import { tariffsInForce } from "../rule";
import { type ClaimRow, claimOf, liveClaim } from "./claim-of";

/** A claim as its booker sees it. */
interface ClaimView {
  claimId: string;
  group: ReliefGroup;
  status: ClaimRow["status"];
  /** Why it was refused. */
  reason: string | null;
  claimedAt: Date;
  checkedAt: Date | null;
}

const viewOf = ({ id, group, status, reason, claimedAt, checkedAt }: ClaimRow): ClaimView => ({
  ...{ claimId: id, group, status, reason, claimedAt, checkedAt },
});

/** The groups for which a tariff in force has a reduced price, in their published order. */
async function offeredGroups(tx: Tx): Promise<ReliefGroup[]> {
  const rows = (await tariffsInForce(tx)).map(({ content }) => content);
  const offered = new Set(
    rows.filter((row) => row.regionId === tx.region.id).flatMap((row) => row.relief?.groups ?? []),
  );
  return reliefGroups.filter((group) => offered.has(group));
}

async function assertPaper(tx: Tx, fileId: string, bookingId: string): Promise<void> {
  const [paper] = await tx.db
    .select({ bookingId: file.bookingId })
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), eq(file.id, fileId), eq(file.purpose, "relief")));
  if (paper?.bookingId !== bookingId) throw new DomainError("not_found", "relief.paper_missing");
}

async function findClaim(tx: Tx, id: string): Promise<ClaimRow | undefined> {
  const [row] = await tx.db
    .select()
    .from(reliefClaim)
    .where(and(eq(reliefClaim.regionId, tx.region.id), eq(reliefClaim.id, id)));
  return row;
}

/**
 * Claim a relief tariff for an own draft with the paper that shows it; quotes from now on say both prices. The same claim
 * again changes nothing.
 * @throws DomainError not_found `booking.not_found`, `relief.paper_missing`; conflict `relief.not_offered`,
 * `relief.claimed_already`, `booking.already_confirmed`
 */
export async function claimRelief(ctx: Context, input: ReliefClaimInput): Promise<ClaimView> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownDraft(tx, input);
    const known = await findClaim(tx, input.claimId);
    if (known?.bookingId === row.id) return viewOf(known);
    await assertPaper(tx, input.fileId, row.id);
    if (!(await offeredGroups(tx)).includes(input.group))
      throw new DomainError("conflict", "relief.not_offered");
    const [made] = await tx.db
      .insert(reliefClaim)
      .values({
        regionId: tx.region.id,
        id: input.claimId,
        bookingId: row.id,
        group: input.group,
        fileId: input.fileId,
        agreedAt: tx.now,
        claimedBy: actorName(tx.actor),
        claimedAt: tx.now,
        ...viewersOf(row),
      })
      .returning();
    if (!made) throw new Error("A claim was not written");
    await writeAudit(tx, {
      verb: "relief.claim",
      noun: "relief_claim",
      nounId: made.id,
      bookingId: row.id,
      after: { group: made.group, agreesToNormalPrice: true },
    });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.id });
    return viewOf(made);
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "relief.claimed_already");
    throw error;
  });
}

/** Take a claim back while the booking is a draft: then the ordinary price alone is quoted. None there changes nothing. */
export async function withdrawRelief(ctx: Context, input: BookingRef): Promise<{ withdrawn: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownDraft(tx, input);
    const claim = await liveClaim(tx, row.id);
    if (!claim) return { withdrawn: false };
    await tx.db
      .update(reliefClaim)
      .set({ status: "withdrawn", checkedAt: tx.now })
      .where(and(eq(reliefClaim.regionId, tx.region.id), eq(reliefClaim.id, claim.id)));
    await writeAudit(tx, {
      verb: "relief.withdraw",
      noun: "relief_claim",
      nounId: claim.id,
      bookingId: row.id,
      before: { status: claim.status },
      after: { status: "withdrawn" },
    });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.id });
    return { withdrawn: true };
  });
}

/** What a booker can claim here, and what was claimed. Nothing offered: the region has no reduced price. */
export async function reliefOfBooking(
  ctx: Context,
  input: BookingRef,
): Promise<{ offered: ReliefGroup[]; claim: ClaimView | null }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    const claim = await claimOf(tx, row.id);
    return { offered: await offeredGroups(tx), claim: claim && viewOf(claim) };
  });
}
