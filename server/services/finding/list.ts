import { and, count, desc, eq, max } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { detectionRun, finding } from "@/db/schema/finding";
import { vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { type FindingKind, findingKinds } from "@/server/core/finding";
import type { FindingListInput } from "@/server/core/finding-input";
import { inTransaction } from "@/server/scope";

const perPage = 30;

/** What officials made of a detector's findings so far; `precision` null before the first decision. */
export interface Precision {
  kind: FindingKind;
  open: number;
  confirmed: number;
  decided: number;
  precision: number | null;
}

/** How right each detector was so far: confirmed of all decided. */
export async function precisions(tx: Tx): Promise<Precision[]> {
  const rows = await tx.db
    .select({ kind: finding.kind, status: finding.status, count: count() })
    .from(finding)
    .where(eq(finding.regionId, tx.region.id))
    .groupBy(finding.kind, finding.status);
  return findingKinds.map((kind) => {
    const of = (status: string) => rows.find((row) => row.kind === kind && row.status === status)?.count ?? 0;
    const decided = of("confirmed") + of("dismissed");
    const precision = decided > 0 ? of("confirmed") / decided : null;
    return { kind, open: of("open"), confirmed: of("confirmed"), decided, precision };
  });
}

/** Findings with the names of what they are about. */
export function namedFindings(tx: Tx) {
  return tx.db
    .select({
      row: finding,
      plate: vehicle.plate,
      operatorZh: organization.nameZh,
      operatorEn: organization.nameEn,
      bookingNumber: booking.number,
    })
    .from(finding)
    .leftJoin(vehicle, and(eq(vehicle.regionId, finding.regionId), eq(vehicle.id, finding.vehicleId)))
    .leftJoin(
      organization,
      and(eq(organization.regionId, finding.regionId), eq(organization.id, finding.orgId)),
    )
    .leftJoin(booking, and(eq(booking.regionId, finding.regionId), eq(booking.id, finding.bookingId)));
}

export type NamedFinding = Awaited<ReturnType<typeof namedFindings>>[number];

/** A finding as lists and its page show it. */
export function findingView({ row, ...named }: NamedFinding) {
  const { id, kind, status, bookingId, happenedAt, foundAt, evidence, reason, decidedAt } = row;
  const { figures, limits } = evidence;
  return {
    ...named,
    id,
    kind,
    status,
    bookingId,
    happenedAt,
    foundAt,
    reason,
    decidedAt,
    how: evidence.reason,
    figures,
    limits,
  };
}

/** The region's findings, newest first, a page at a time, with each detector's precision and the last day looked at. */
export async function listFindings(ctx: Context, { kind, status, page }: FindingListInput) {
  return inTransaction(ctx, async (tx) => {
    const where = and(
      eq(finding.regionId, tx.region.id),
      kind && eq(finding.kind, kind),
      status && eq(finding.status, status),
    );
    const [total] = await tx.db.select({ count: count() }).from(finding).where(where);
    const rows = await namedFindings(tx)
      .where(where)
      .orderBy(desc(finding.happenedAt), desc(finding.id))
      .limit(perPage)
      .offset((page - 1) * perPage);
    const [run] = await tx.db
      .select({ day: max(detectionRun.day) })
      .from(detectionRun)
      .where(eq(detectionRun.regionId, tx.region.id));
    return {
      rows: rows.map(findingView),
      detectors: await precisions(tx),
      lookedAt: run?.day ?? null,
      total: total?.count ?? 0,
      pageCount: Math.max(1, Math.ceil((total?.count ?? 0) / perPage)),
    };
  });
}
