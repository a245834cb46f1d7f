import { eq } from "drizzle-orm";
import { collectingAccount } from "@/db/schema/bank-statement";
import { actorName, type Context, type Tx } from "@/server/context";
import type { CollectingAccountSave } from "@/server/core/bank/statement";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { seesRegionMoney } from "./refund";

/** The region's account at its bank, to which is transferred; null: none is named yet. */
export async function collectingAccountOf(tx: Tx) {
  const { holder, bank, number } = collectingAccount;
  const [row] = await tx.db
    .select({ holder, bank, number })
    .from(collectingAccount)
    .where(eq(collectingAccount.regionId, tx.region.id));
  return row ?? null;
}

/** The account as the desks see it. */
export async function collectingAccountView(ctx: Context) {
  return inTransaction(ctx, collectingAccountOf);
}

/**
 * Name the account to which payers transfer. The same again changes nothing.
 * @throws DomainError not_found `payment.not_found` to anybody but the region's money desks
 */
export async function saveCollectingAccount(
  ctx: Context,
  input: CollectingAccountSave,
): Promise<CollectingAccountSave> {
  return inTransaction(ctx, async (tx) => {
    if (!(await seesRegionMoney(tx))) throw new DomainError("not_found", "payment.not_found");
    const values = { ...input, changedBy: actorName(tx.actor), changedAt: tx.now };
    await asPlatform(tx, (p) =>
      p.db
        .insert(collectingAccount)
        .values({ ...values, regionId: tx.region.id })
        .onConflictDoUpdate({ target: [collectingAccount.regionId], set: values }),
    );
    await writeAudit(tx, {
      verb: "bank.saveAccount",
      noun: "collecting_account",
      nounId: tx.region.id,
      after: { bank: input.bank, numberEnd: input.number.slice(-4) },
    });
    await wake(tx, {});
    return input;
  });
}
