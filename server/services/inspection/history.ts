import { and, desc, eq, inArray, type SQL } from "drizzle-orm";
import { crewMember, shift, vehicle } from "@/db/schema/fleet";
import { vehicleInspection } from "@/db/schema/inspection";
import { ruleVersion } from "@/db/schema/rule";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { InspectionItem } from "@/server/core/inspection";
import { maskName } from "@/server/core/masking";
import { standardSet } from "@/server/core/standard/rules";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { faultsSince } from "./faults";

type Row = typeof vehicleInspection.$inferSelect;

/** The newest inspection of each shift that fulfils a condition on `shift`, by shift. */
export async function lastInspections(tx: Tx, ofShifts: SQL | undefined): Promise<Map<string, Row>> {
  const rows = await tx.db
    .select({ row: vehicleInspection })
    .from(vehicleInspection)
    .innerJoin(
      shift,
      and(
        eq(shift.regionId, vehicleInspection.regionId),
        eq(shift.id, vehicleInspection.shiftId),
        eq(shift.vehicleId, vehicleInspection.vehicleId),
      ),
    )
    .where(and(eq(vehicleInspection.regionId, tx.region.id), ofShifts))
    .orderBy(desc(vehicleInspection.inspectedAt), desc(vehicleInspection.id));
  const found = new Map<string, Row>();
  for (const { row } of rows) if (!found.has(row.shiftId)) found.set(row.shiftId, row);
  return found;
}

/** The words of each item, by version and rule, as they stood when they were asked. */
async function wordsOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, readonly InspectionItem[]>> {
  const ids = [...new Set(rows.map((it) => it.ruleVersionId))];
  if (ids.length === 0) return new Map();
  const versions = await tx.db
    .select({ id: ruleVersion.id, content: ruleVersion.content })
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), inArray(ruleVersion.id, ids)));
  return new Map(
    versions.flatMap(({ id, content }) =>
      (standardSet.safeParse(content).data?.rules ?? []).flatMap((rule) =>
        rule.kind === "pre_shift_inspection" ? [[`${id}/${rule.id}`, rule.requirement.items] as const] : [],
      ),
    ),
  );
}

/** Who filled them in: in full to the own operator, masked to officials. */
async function namesOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((it) => it.filledBy))];
  if (ids.length === 0) return new Map();
  const inClear = tx.actor.kind === "user" && tx.actor.role === "dispatcher";
  const people = await tx.db
    .select({ accountId: crewMember.accountId, nameSealed: crewMember.nameSealed })
    .from(crewMember)
    .where(and(eq(crewMember.regionId, tx.region.id), inArray(crewMember.accountId, ids)));
  return new Map(
    people.map(({ accountId, nameSealed }) => {
      const name = open(nameSealed, `${tx.region.id}/crew_member/name`);
      return [accountId ?? "", inClear ? name : maskName(name)] as const;
    }),
  );
}

/** Inspections as people read them: each answer with the words of its item, and who looked. */
export async function readable(tx: Tx, rows: readonly Row[]) {
  const words = await wordsOf(tx, rows);
  const names = await namesOf(tx, rows);
  return rows.map(({ id, shiftId, odometerKm, inspectedAt, createdAt, filledBy, answers, ...row }) => ({
    id,
    shiftId,
    odometerKm,
    inspectedAt,
    createdAt,
    by: names.get(filledBy) ?? "",
    answers: answers.map((answer) => {
      const item = words.get(`${row.ruleVersionId}/${row.ruleId}`)?.find((it) => it.id === answer.item);
      return { ...answer, titleZh: item?.titleZh ?? answer.item, titleEn: item?.titleEn ?? answer.item };
    }),
  }));
}
export type InspectionRead = Awaited<ReturnType<typeof readable>>[number];

const shown = 30;
const faultDays = 365;

/** A vehicle's last inspections and its faults of a year, newest first. @throws DomainError not_found `vehicle.not_found` */
export async function vehicleInspections(ctx: Context, input: { vehicleId: string }) {
  return inTransaction(ctx, async (tx) => {
    const its = and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, input.vehicleId));
    const [car] = await tx.db.select({ id: vehicle.id }).from(vehicle).where(its);
    if (!car) throw new DomainError("not_found", "vehicle.not_found");
    const rows = await tx.db
      .select()
      .from(vehicleInspection)
      .where(
        and(eq(vehicleInspection.regionId, tx.region.id), eq(vehicleInspection.vehicleId, input.vehicleId)),
      )
      .orderBy(desc(vehicleInspection.inspectedAt), desc(vehicleInspection.id))
      .limit(shown);
    return {
      inspections: await readable(tx, rows),
      faults: await faultsSince(tx, faultDays, input.vehicleId),
    };
  });
}
