import { and, eq } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { vehicle } from "@/db/schema/fleet";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay } from "@/server/core/local-time";
import { findingsOn, markingsSeen, type ReviewPhotoInput, sideOf } from "@/server/core/marking/photo";
import type { MarkingItem } from "@/server/core/standard/facts";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { bumpPlans } from "@/server/services/plan/route";
import { settingsInForce } from "@/server/services/rule";
import { affectedBy } from "./affected";
import { type CertificationRow, papersOf } from "./subject";

async function photoOf(tx: Tx, paperId: string) {
  const [row] = await tx.db
    .select({ paper, certification })
    .from(paper)
    .innerJoin(
      certification,
      and(eq(certification.regionId, paper.regionId), eq(certification.id, paper.certificationId)),
    )
    .where(and(eq(paper.regionId, tx.region.id), eq(paper.id, paperId)));
  const side = row && sideOf(row.paper.kind);
  if (!row || !side) throw new DomainError("not_found", "marking.photo_not_found");
  if (row.paper.replaced) throw new DomainError("conflict", "marking.photo_replaced");
  return { ...row, side };
}

/** What is granted passes the list, and not for longer than the region lets a photo hold. */
async function assertGrantable(
  tx: Tx,
  input: ReviewPhotoInput,
  { paper: row, side }: Awaited<ReturnType<typeof photoOf>>,
): Promise<void> {
  if (!input.granted) return;
  const { missing, forbidden } = findingsOn(side, input.seen);
  if (missing.length + forbidden.length > 0)
    throw new DomainError("bad_input", "marking.photo_fails", {
      missing: missing.length,
      forbidden: forbidden.length,
    });
  if (row.fileId === null) throw new DomainError("bad_input", "marking.photo_without_file");
  const { markings } = await settingsInForce(tx);
  const today = localDay(tx.now, tx.region.timeZone);
  if (input.expiresOn < today || input.expiresOn > addDays(today, markings.photoDays))
    throw new DomainError("bad_input", "marking.photo_until", { days: markings.photoDays });
}

const vehicleOf = (tx: Tx, row: CertificationRow) =>
  and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, row.subjectId));

/**
 * Two sides judged at once follow one another from here on, or each would add up the other as it was before. What refers to
 * the vehicle need not wait.
 */
async function holdVehicle(tx: Tx, row: CertificationRow) {
  const [held] = await tx.db
    .select({ markings: vehicle.markings })
    .from(vehicle)
    .where(vehicleOf(tx, row))
    .for("no key update");
  return held?.markings ?? null;
}

/** The vehicle's markings as all its photos now show them; plans that rest on it are read again. */
async function follow(tx: Tx, row: CertificationRow, before: MarkingItem[] | null): Promise<void> {
  const papers = await papersOf(tx, row.id);
  const sides = Object.fromEntries(
    papers.flatMap(({ kind, seen, checked }) => {
      const side = sideOf(kind);
      // Checked before there was a list for each side: what was seen on the vehicle as a whole stands for it.
      return side ? [[side, seen ?? (checked ? before : null)]] : [];
    }),
  );
  await tx.db
    .update(vehicle)
    .set({ markings: markingsSeen(sides) })
    .where(vehicleOf(tx, row));
  const { shifts } = await affectedBy(tx, row);
  await asPlatform(tx, (p) =>
    bumpPlans(
      p,
      shifts.map(({ id }) => id),
    ),
  );
}

/**
 * The reviewer went through the list for one side: what the photo shows, and whether it is granted, until when, or refused
 * and why. The standards judge the vehicle by what all sides show.
 * @throws DomainError not_found `marking.photo_not_found`; conflict `marking.photo_replaced`; bad_input
 * `marking.photo_fails`, `marking.photo_until`, `marking.photo_without_file`
 */
export async function reviewPhoto(ctx: Context, input: ReviewPhotoInput): Promise<{ granted: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const found = await photoOf(tx, input.paperId);
    await assertGrantable(tx, input, found);
    const before = await holdVehicle(tx, found.certification);
    const { granted, seen } = input;
    const said = granted
      ? { checked: true, refusal: null, expiresOn: input.expiresOn }
      : { checked: false, refusal: input.reason };
    const [changed] = await tx.db
      .update(paper)
      .set({ seen, ...said })
      .where(and(eq(paper.regionId, tx.region.id), eq(paper.id, input.paperId), eq(paper.replaced, false)))
      .returning({ id: paper.id });
    if (!changed) throw new DomainError("conflict", "marking.photo_replaced");
    await follow(tx, found.certification, before);
    await writeAudit(tx, {
      verb: "marking.reviewPhoto",
      noun: "paper",
      nounId: input.paperId,
      before: { checked: found.paper.checked, seen: found.paper.seen },
      after: { side: found.side, seen, ...said },
    });
    await wake(tx, { orgs: [found.certification.orgId] });
    return { granted };
  });
}
