import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { hospitalStatement, hospitalStatementLine } from "@/db/schema/hospital-account";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { hospitalStatementOf } from "@/server/core/hospital-account";
import { sumFen } from "@/server/core/money";
import { asPlatform, inTransaction } from "@/server/scope";
import { collectingAccountOf } from "../payment/collecting";
import { seesRegionMoney } from "../payment/refund";
import { getRegion } from "../region";
import { agedItems } from "./open";

async function linesOf(tx: Tx, statementId: string) {
  const line = hospitalStatementLine;
  return tx.db
    .select({
      id: line.id,
      kind: line.kind,
      bookingId: line.bookingId,
      bookingNumber: line.bookingNumber,
      billNumber: line.billNumber,
      plate: line.plate,
      operatorZh: organization.nameZh,
      operatorEn: organization.nameEn,
      at: line.at,
      amountFen: line.amountFen,
    })
    .from(line)
    .innerJoin(
      organization,
      and(eq(organization.regionId, line.regionId), eq(organization.id, line.operatorId)),
    )
    .where(and(eq(line.regionId, tx.region.id), eq(line.statementId, statementId)))
    .orderBy(asc(line.at), asc(line.id));
}

/**
 * One statement as it was issued, with what is open of it today and where to pay: the hospital's own, or any for the region's
 * money desks.
 * @throws DomainError not_found `account.statement`
 */
export async function statementOf(ctx: Context, input: z.infer<typeof hospitalStatementOf>) {
  return inTransaction(ctx, async (tx) => {
    const own = (await seesRegionMoney(tx)) ? null : tx.actor.kind === "user" ? (tx.actor.orgId ?? "") : "";
    return asPlatform(tx, async (p) => {
      const [row] = await p.db
        .select({ statement: hospitalStatement, hospital: organization })
        .from(hospitalStatement)
        .innerJoin(
          organization,
          and(
            eq(organization.regionId, hospitalStatement.regionId),
            eq(organization.id, hospitalStatement.orgId),
          ),
        )
        .where(
          and(eq(hospitalStatement.regionId, tx.region.id), eq(hospitalStatement.id, input.statementId)),
        );
      if (!row || (own !== null && row.statement.orgId !== own))
        throw new DomainError("not_found", "account.statement");
      const { statement, hospital } = row;
      const open = await agedItems(p, statement.orgId);
      const { nameZh, nameEn, hotline, demonstration } = await getRegion(p.pool, p.region.id);
      return {
        ...statement,
        hospital: { id: hospital.id, nameZh: hospital.nameZh, nameEn: hospital.nameEn },
        region: { nameZh, nameEn, hotline, demonstration },
        lines: await linesOf(p, statement.id),
        openFen: sumFen(
          open
            .filter(({ statementNumber }) => statementNumber === statement.number)
            .map(({ openFen }) => openFen),
        ),
        payTo: await collectingAccountOf(p),
      };
    });
  });
}
export type StatementView = Awaited<ReturnType<typeof statementOf>>;
