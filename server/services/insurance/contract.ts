import { and, asc, eq, isNull } from "drizzle-orm";
import { insuranceContract } from "@/db/schema/insurance";
import { organization } from "@/db/schema/organization";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { InsuranceSaveContract } from "@/server/core/insurance/input";
import { isDirect } from "@/server/core/insurance/mode";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { seesRegionMoney } from "../payment/refund";

/** How the region's operators settle with which payers, those that hold; and what the payers cover. */
export async function listContracts(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const whole = await seesRegionMoney(tx);
    const own = tx.actor.kind === "user" ? tx.actor.orgId : null;
    const { coverage } = await settingsInForce(tx);
    return asPlatform(tx, async (p) => {
      const operators = await p.db
        .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
        .from(organization)
        .where(
          and(
            eq(organization.regionId, p.region.id),
            eq(organization.type, "operator"),
            eq(organization.status, "active"),
          ),
        )
        .orderBy(asc(organization.nameZh));
      const rows = await p.db
        .select()
        .from(insuranceContract)
        .where(and(eq(insuranceContract.regionId, p.region.id), isNull(insuranceContract.endedAt)))
        .orderBy(asc(insuranceContract.createdAt));
      return {
        mayEdit: whole,
        source: coverage.source,
        payers: coverage.payers,
        operators: operators.filter(({ id }) => whole || id === own),
        contracts: rows.filter(({ orgId }) => whole || orgId === own),
      };
    });
  });
}

/** The region's desks alone say who is designated. @throws DomainError forbidden `access.denied` */
async function desk(tx: Tx): Promise<void> {
  if (!(await seesRegionMoney(tx))) throw new DomainError("forbidden", "insurance.desk_only");
}

/**
 * Say how an operator settles with a payer; what held before for the two ends. The same again changes nothing.
 * @throws DomainError forbidden `insurance.desk_only`; not_found `insurance.not_found`; conflict `insurance.id_used`
 */
export async function saveContract(
  ctx: Context,
  input: InsuranceSaveContract,
): Promise<{ contractId: string }> {
  const { contractId, orgId, payer, mode } = input;
  const work = async (tx: Tx) => {
    await desk(tx);
    const { coverage } = await settingsInForce(tx);
    return asPlatform(tx, async (p) => {
      const [operator] = await p.db
        .select({ id: organization.id })
        .from(organization)
        .where(
          and(
            eq(organization.regionId, p.region.id),
            eq(organization.id, orgId),
            eq(organization.type, "operator"),
          ),
        );
      if (!operator || !coverage.payers.some(({ code }) => code === payer))
        throw new DomainError("not_found", "insurance.not_found");
      const [known] = await p.db
        .select({ id: insuranceContract.id })
        .from(insuranceContract)
        .where(and(eq(insuranceContract.regionId, p.region.id), eq(insuranceContract.id, contractId)));
      if (known) return { contractId };
      await p.db
        .update(insuranceContract)
        .set({ endedAt: p.now })
        .where(
          and(
            eq(insuranceContract.regionId, p.region.id),
            eq(insuranceContract.orgId, orgId),
            eq(insuranceContract.payer, payer),
            isNull(insuranceContract.endedAt),
          ),
        );
      const designated = isDirect(mode);
      await p.db.insert(insuranceContract).values({
        regionId: p.region.id,
        id: contractId,
        orgId,
        payer,
        mode,
        fixmedinsCode: designated ? input.fixmedinsCode : null,
        fixmedinsName: designated ? input.fixmedinsName : null,
        opterNo: designated ? input.opterNo : null,
        opterName: designated ? input.opterName : null,
        createdAt: p.now,
      });
      const after = { orgId, payer, mode, fixmedinsCode: input.fixmedinsCode ?? null };
      await writeAudit(tx, {
        verb: "insurance.saveContract",
        noun: "insurance_contract",
        nounId: contractId,
        after,
      });
      return { contractId };
    });
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "insurance.id_used");
    throw error;
  });
}

/** End it: from now on nothing new is settled by it. @throws DomainError forbidden `insurance.desk_only`, not_found `insurance.not_found` */
export async function endContract(
  ctx: Context,
  { contractId }: { contractId: string },
): Promise<{ contractId: string }> {
  return inTransaction(ctx, async (tx) => {
    await desk(tx);
    const [row] = await asPlatform(tx, (p) =>
      p.db
        .update(insuranceContract)
        .set({ endedAt: p.now })
        .where(
          and(
            eq(insuranceContract.regionId, p.region.id),
            eq(insuranceContract.id, contractId),
            isNull(insuranceContract.endedAt),
          ),
        )
        .returning({ mode: insuranceContract.mode, payer: insuranceContract.payer }),
    );
    if (!row) throw new DomainError("not_found", "insurance.not_found");
    await writeAudit(tx, {
      verb: "insurance.endContract",
      noun: "insurance_contract",
      nounId: contractId,
      before: row,
    });
    return { contractId };
  });
}
