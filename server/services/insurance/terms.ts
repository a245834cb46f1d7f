import { and, asc, eq, isNull } from "drizzle-orm";
import { insuranceContract } from "@/db/schema/insurance";
import type { Tx } from "@/server/context";
import type { CoveragePayer } from "@/server/core/insurance/coverage";
import { asPlatform } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";

export type ContractRow = typeof insuranceContract.$inferSelect;

/** How an operator settles with a payer: its contract, and what the payer covers by the region's settings in force. */
export interface Terms {
  contract: ContractRow;
  payer: CoveragePayer;
}

/** The terms of an operator that hold now, in the order in which they were made. A payer that covers nothing any more is left out. */
export async function termsOf(tx: Tx, orgId: string): Promise<Terms[]> {
  const { coverage } = await settingsInForce(tx);
  const contracts = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(insuranceContract)
      .where(
        and(
          eq(insuranceContract.regionId, tx.region.id),
          eq(insuranceContract.orgId, orgId),
          isNull(insuranceContract.endedAt),
        ),
      )
      .orderBy(asc(insuranceContract.createdAt), asc(insuranceContract.id)),
  );
  return contracts.flatMap((contract) => {
    const payer = coverage.payers.find(({ code }) => code === contract.payer);
    return payer ? [{ contract, payer }] : [];
  });
}

/** The terms of one contract, also of one that has ended: what was begun under it is brought to its end. */
export async function termsById(tx: Tx, contractId: string): Promise<Terms | null> {
  const { coverage } = await settingsInForce(tx);
  const [contract] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(insuranceContract)
      .where(and(eq(insuranceContract.regionId, tx.region.id), eq(insuranceContract.id, contractId))),
  );
  const payer = coverage.payers.find(({ code }) => code === contract?.payer);
  return contract && payer ? { contract, payer } : null;
}
