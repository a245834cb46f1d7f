import { and, desc, eq } from "drizzle-orm";
import { insuranceSettlement, insuranceVisit } from "@/db/schema/insurance";
import type { Tx } from "@/server/context";
import { type ClaimLine, type CoveragePayer, claimLines } from "@/server/core/insurance/coverage";
import type { InsuranceStatus } from "@/server/core/insurance/status";
import { open, seal } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";
import type { Account } from "../billing/balance";
import { quotedLines } from "../billing/bill-trip";

export type VisitRow = typeof insuranceVisit.$inferSelect;
export type SettlementRow = typeof insuranceSettlement.$inferSelect;

/** Sealed values of a visit. */
export const sealVisit = (tx: Tx, column: "cert_no" | "person_no", value: string): string =>
  seal(value, `${tx.region.id}/insurance_visit/${column}`);
export const openVisit = (
  ctx: Pick<Tx, "region">,
  column: "cert_no" | "person_no",
  value: string | null,
): string => (value === null ? "" : open(value, `${ctx.region.id}/insurance_visit/${column}`));

/** A visit by id, read as the platform; the verb has authorised before. */
export async function findVisit(tx: Tx, id: string): Promise<VisitRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(insuranceVisit)
      .where(and(eq(insuranceVisit.regionId, tx.region.id), eq(insuranceVisit.id, id))),
  );
  return row;
}

/** The latest visit of a booking, whatever became of it. */
export async function visitOf(tx: Tx, bookingId: string): Promise<VisitRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(insuranceVisit)
      .where(and(eq(insuranceVisit.regionId, tx.region.id), eq(insuranceVisit.bookingId, bookingId)))
      .orderBy(desc(insuranceVisit.createdAt), desc(insuranceVisit.id))
      .limit(1),
  );
  return row;
}

export async function changeVisit(tx: Tx, id: string, set: Partial<VisitRow>): Promise<void> {
  await asPlatform(tx, (p) =>
    p.db
      .update(insuranceVisit)
      .set(set)
      .where(
        and(
          eq(insuranceVisit.regionId, tx.region.id),
          eq(insuranceVisit.id, id),
          eq(insuranceVisit.status, "open"),
        ),
      ),
  );
}

export async function findSettlement(tx: Tx, id: string): Promise<SettlementRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(insuranceSettlement)
      .where(and(eq(insuranceSettlement.regionId, tx.region.id), eq(insuranceSettlement.id, id))),
  );
  return row;
}

/** All settlements of a booking, oldest first. */
export async function settlementsOf(tx: Tx, bookingId: string): Promise<SettlementRow[]> {
  return asPlatform(tx, (p) =>
    p.db
      .select()
      .from(insuranceSettlement)
      .where(
        and(eq(insuranceSettlement.regionId, tx.region.id), eq(insuranceSettlement.bookingId, bookingId)),
      )
      .orderBy(insuranceSettlement.preparedAt, insuranceSettlement.id),
  );
}

/** Change a settlement that still has the status that was seen; undefined: somebody was faster. */
export async function changeSettlement(
  tx: Tx,
  id: string,
  from: InsuranceStatus,
  set: Partial<SettlementRow>,
): Promise<SettlementRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .update(insuranceSettlement)
      .set(set)
      .where(
        and(
          eq(insuranceSettlement.regionId, tx.region.id),
          eq(insuranceSettlement.id, id),
          eq(insuranceSettlement.status, from),
        ),
      )
      .returning(),
  );
  return row;
}

/** What a payer covers of a booking: of its bill once there is one, before it of what was quoted. */
export function coveredLines(payer: CoveragePayer, account: Account): ClaimLine[] {
  const level = account.booking.needs?.serviceLevel ?? null;
  const { bill: billed } = account;
  if (billed && billed.kind !== "trip") return [];
  const lines = billed
    ? billed.lines.map(({ code, billedFen }) => ({ code, fen: billedFen }))
    : quotedLines(account).map(({ code, fen }) => ({ code, fen }));
  return claimLines(payer, level, lines);
}

export const sameLines = (one: readonly ClaimLine[] | null, other: readonly ClaimLine[]): boolean =>
  one !== null && JSON.stringify(one.map(flat)) === JSON.stringify(other.map(flat));
const flat = ({ line, code, fen }: ClaimLine) => [line, code, fen];
