import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { file } from "@/db/schema/file";
import { shift, vehicle } from "@/db/schema/fleet";
import { vehicleDefect, vehicleInspection } from "@/db/schema/inspection";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import {
  type FileInspection,
  type InspectionItem,
  inspectionProblem,
  inspectionRule,
  itemsFor,
} from "@/server/core/inspection";
import { dayOf } from "@/server/core/standard/day";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { stopOffering } from "@/server/services/dispatch/replan";
import { findInForce } from "@/server/services/rule";
import { happenedAt } from "@/server/services/trip/event";
import { crewOfShift } from "@/server/services/trip/shift";
import { blockedShifts, waitingOn } from "./blocked";
import { tellFaults } from "./tell";

export interface InspectionAnswered {
  inspectionId: string;
  /** Something keeps the vehicle off the road. */
  isBlocked: boolean;
}

/** The planned shift that the acting crew member rides on, with its vehicle. @throws DomainError not_found */
async function ownShift(tx: Tx, shiftId: string) {
  const [row] = await tx.db
    .select({ row: shift, car: vehicle })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.id, shiftId),
        eq(shift.status, "planned"),
        crewOfShift(tx),
      ),
    );
  if (!row) throw new DomainError("not_found", "fleet.shift_not_found");
  return row;
}
type OwnShift = Awaited<ReturnType<typeof ownShift>>;

/** Whether this inspection was taken before; its id standing for another one is a conflict. */
async function answeredBefore(tx: Tx, input: FileInspection): Promise<InspectionAnswered | null> {
  const [known] = await tx.db
    .select({ shiftId: vehicleInspection.shiftId, vehicleId: vehicleInspection.vehicleId })
    .from(vehicleInspection)
    .where(and(eq(vehicleInspection.regionId, tx.region.id), eq(vehicleInspection.id, input.inspectionId)));
  if (!known) return null;
  if (known.shiftId !== input.shiftId) throw new DomainError("conflict", "inspection.id_used");
  return { inspectionId: input.inspectionId, isBlocked: await hasBlocking(tx, known.vehicleId) };
}

async function hasBlocking(tx: Tx, vehicleId: string): Promise<boolean> {
  const rows = await tx.db
    .select({ id: vehicleDefect.id })
    .from(vehicleDefect)
    .where(
      and(
        eq(vehicleDefect.regionId, tx.region.id),
        eq(vehicleDefect.vehicleId, vehicleId),
        eq(vehicleDefect.status, "open"),
        eq(vehicleDefect.blocks, true),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** The items asked of this vehicle by the rule in force. @throws DomainError conflict `inspection.not_asked` */
async function askedOf(tx: Tx, { car }: OwnShift) {
  const standards = await findInForce(tx, "standard");
  const day = standards && dayOf(tx.now.getTime(), standards.content.timeZone);
  const rule = day ? inspectionRule(standards.content.rules, car.class, day) : null;
  if (!standards || !rule) throw new DomainError("conflict", "inspection.not_asked");
  return {
    ruleVersionId: standards.view.id,
    ruleId: rule.id,
    items: itemsFor(rule.requirement.items, car.class),
  };
}

/** Every photo is one that this operator's crew sent and that hangs on no booking. @throws DomainError not_found */
async function checkPhotos(tx: Tx, input: FileInspection, orgId: string): Promise<void> {
  const ids = [...new Set(input.answers.flatMap(({ fileIds }) => fileIds))];
  if (ids.length === 0) return;
  const found = await tx.db
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        eq(file.regionId, tx.region.id),
        inArray(file.id, ids),
        eq(file.purpose, "photo"),
        sql`${file.bookingId} IS NULL AND ${orgId} = ANY (${file.viewerOrgs})`,
      ),
    );
  if (found.length !== ids.length) throw new DomainError("not_found", "file.not_found");
}

/** What is wrong is kept as a fault per item; one that is open already stays, and blocks from now on if it does by now. */
async function openFaults(
  tx: Tx,
  input: FileInspection,
  { row }: OwnShift,
  items: InspectionItem[],
  at: Date,
) {
  const failed = input.answers.flatMap((answer) => {
    const item = answer.result === "failed" ? items.find(({ id }) => id === answer.item) : undefined;
    return item ? [{ answer, item }] : [];
  });
  for (const { answer, item } of failed) {
    const { titleZh, titleEn, blocks } = item;
    await tx.db
      .insert(vehicleDefect)
      .values({
        regionId: tx.region.id,
        id: uuidv7(),
        orgId: row.orgId,
        vehicleId: row.vehicleId,
        inspectionId: input.inspectionId,
        item: item.id,
        titleZh,
        titleEn,
        note: answer.note,
        fileIds: answer.fileIds,
        blocks,
        openedAt: at,
      })
      .onConflictDoUpdate({
        target: [vehicleDefect.regionId, vehicleDefect.vehicleId, vehicleDefect.item],
        targetWhere: sql`status = 'open'`,
        set: { blocks: sql`${vehicleDefect.blocks} OR excluded.blocks` },
      });
  }
  return failed.map(({ answer: { note }, item: { titleZh, titleEn, blocks } }) => ({
    titleZh,
    titleEn,
    note,
    blocks,
  }));
}

/** In this transaction nobody is offered the vehicle any more; finding others for whom it was to carry follows as a job. */
async function keepOffRoad(tx: Tx, vehicleId: string): Promise<number> {
  return asPlatform(tx, async (p) => {
    const shiftIds = await blockedShifts(p, vehicleId);
    const waiting = await waitingOn(p, shiftIds);
    await stopOffering(p, shiftIds, "inspection:fault");
    await enqueue(p.db, "replan-blocked", { regionId: p.region.id, vehicleId });
    return [...waiting.values()].reduce((sum, count) => sum + count, 0);
  });
}

async function take(tx: Tx, input: FileInspection): Promise<InspectionAnswered> {
  const own = await ownShift(tx, input.shiftId);
  const { row, car } = own;
  const known = await answeredBefore(tx, input);
  if (known) return known;
  const at = happenedAt(tx, { eventId: input.inspectionId, happenedAt: input.inspectedAt });
  const { items, ...rule } = await askedOf(tx, own);
  const problem = inspectionProblem(items, input, car.odometerKm);
  if (problem) throw new DomainError("bad_input", problem.key, { item: problem.item, km: car.odometerKm });
  await checkPhotos(tx, input, row.orgId);
  const { inspectionId: id, odometerKm, answers } = input;
  const filledBy = tx.actor.kind === "user" ? tx.actor.accountId : row.orgId;
  const about = { orgId: row.orgId, shiftId: row.id, vehicleId: row.vehicleId };
  await tx.db.insert(vehicleInspection).values({
    regionId: tx.region.id,
    id,
    ...about,
    ...rule,
    answers,
    odometerKm,
    filledBy,
    inspectedAt: at,
    createdAt: tx.now,
  });
  const faults = await openFaults(tx, input, own, items, at);
  await tx.db
    .update(vehicle)
    .set({ odometerKm })
    .where(
      and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, car.id), lt(vehicle.odometerKm, odometerKm)),
    );
  const isBlocked = faults.some(({ blocks }) => blocks) || (await hasBlocking(tx, car.id));
  const failed = answers.filter(({ result }) => result === "failed").map(({ item }) => item);
  const after = { shiftId: row.id, vehicleId: row.vehicleId, odometerKm, failed, isBlocked, ...rule };
  await writeAudit(tx, { verb: "inspection.file", noun: "inspection", nounId: id, after });
  if (faults.length > 0) {
    const affectedTrips = isBlocked ? await keepOffRoad(tx, car.id) : 0;
    const told = { orgId: row.orgId, plate: car.plate, inspectionId: id, affectedTrips };
    await tellFaults(tx, told, faults);
  }
  await wake(tx, { orgs: [row.orgId] });
  return { inspectionId: id, isBlocked };
}

/**
 * The crew's inspection of its vehicle before a shift (mission.md, M10): every item of the list answered, its photos sent before,
 * the odometer read. What is wrong becomes a fault; one that blocks takes the vehicle out of plan and offers at once, until the
 * operator has signed its repair. Told again it is answered the same.
 * @throws DomainError not_found `fleet.shift_not_found`, `file.not_found`; conflict `inspection.not_asked`, `inspection.id_used`;
 * bad_input of `core/inspection.ts`
 */
export async function fileInspection(ctx: Context, input: FileInspection): Promise<InspectionAnswered> {
  return inTransaction(ctx, (tx) => take(tx, input)).catch((error: unknown) => {
    // Two sends of one inspection at once: the other one is written, so that asking again is answered.
    if (lostRace(error)) return inTransaction(ctx, (tx) => take(tx, input));
    throw error;
  });
}
