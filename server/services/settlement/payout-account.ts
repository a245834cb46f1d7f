import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { organization } from "@/db/schema/organization";
import { payoutAccount } from "@/db/schema/settlement";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { payoutAccountDecide, payoutAccountEnter } from "@/server/core/settlement/input";
import { checksNeeded } from "@/server/core/settlement/payout";
import { open, seal } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { takeTurn } from "@/server/services/counter";
import { operatorDesk, regionDesk, settlementScope } from "./scope";
import { tellOperator, tellRegion } from "./tell";

type AccountRow = typeof payoutAccount.$inferSelect;

const context = (regionId: string) => `${regionId}/payout_account/number`;

const viewOf = (row: AccountRow) => ({
  id: row.id,
  orgId: row.orgId,
  holder: row.holder,
  bankName: row.bankName,
  bankCode: row.bankCode,
  numberTail: row.numberTail,
  status: row.status,
  checksNeeded: row.checksNeeded,
  checks: row.firstCheckBy ? 1 : 0,
  enteredAt: row.enteredAt,
  decidedAt: row.decidedAt,
  refusal: row.refusal,
});

/** The account in force of an operator, with its number in the clear, for the bank's file. As the platform. */
export async function accountInForce(tx: Tx, accountId: string) {
  const [row] = await tx.db
    .select()
    .from(payoutAccount)
    .where(and(eq(payoutAccount.regionId, tx.region.id), eq(payoutAccount.id, accountId)));
  if (!row) throw new Error(`No account ${accountId}`);
  return { ...viewOf(row), number: open(row.numberSealed, context(tx.region.id)) };
}

const ofOrg = (tx: Tx, orgId: string, status: AccountRow["status"]) =>
  and(
    eq(payoutAccount.regionId, tx.region.id),
    eq(payoutAccount.orgId, orgId),
    eq(payoutAccount.status, status),
  );

/**
 * Enter where the acting operator is paid. It is used once checked: a first one by one person of the region, one that
 * replaces another by two. An entry that still waited is replaced by this one.
 */
export async function enterPayoutAccount(ctx: Context, input: z.output<typeof payoutAccountEnter>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId, orgId } = await operatorDesk(tx);
    const { holder, bankName, bankCode, number } = input;
    const id = uuidv7();
    const tail = number.slice(-4);
    await asPlatform(tx, async (p) => {
      await takeTurn(p, `payout_account:${orgId}`);
      const [inForce] = await p.db
        .select()
        .from(payoutAccount)
        .where(ofOrg(tx, orgId, "checked"));
      await p.db
        .update(payoutAccount)
        .set({ status: "replaced", decidedAt: tx.now })
        .where(ofOrg(tx, orgId, "entered"));
      await p.db.insert(payoutAccount).values({
        regionId: tx.region.id,
        id,
        orgId,
        holder,
        bankName,
        bankCode,
        numberSealed: seal(number, context(tx.region.id)),
        numberTail: tail,
        checksNeeded: checksNeeded(inForce !== undefined),
        enteredBy: accountId,
        enteredAt: tx.now,
      });
    });
    await writeAudit(tx, {
      verb: "settlement.enterAccount",
      noun: "payout_account",
      nounId: id,
      after: { numberTail: tail, bankCode },
    });
    await tellRegion(tx, { kind: "account_entered", number: tail, key: id, amountFen: 0 }, "payouts");
    return { accountId: id };
  });
}

/** Accounts of operators, newest first: the acting operator's own, all for the region's desks. */
export async function listPayoutAccounts(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const orgId = await settlementScope(tx);
    const rows = await asPlatform(tx, (p) =>
      p.db
        .select({ account: payoutAccount, zh: organization.nameZh, en: organization.nameEn })
        .from(payoutAccount)
        .innerJoin(
          organization,
          and(eq(organization.regionId, payoutAccount.regionId), eq(organization.id, payoutAccount.orgId)),
        )
        .where(
          and(eq(payoutAccount.regionId, tx.region.id), orgId ? eq(payoutAccount.orgId, orgId) : undefined),
        )
        .orderBy(desc(payoutAccount.enteredAt), desc(payoutAccount.id))
        .limit(500),
    );
    const me = tx.actor.kind === "user" ? tx.actor.accountId : null;
    return rows.map(({ account, zh, en }) => ({
      ...viewOf(account),
      orgZh: zh,
      orgEn: en,
      checkedByMe: account.firstCheckBy === me,
    }));
  });
}

async function putInForce(p: Tx, row: AccountRow, by: string): Promise<void> {
  await p.db
    .update(payoutAccount)
    .set({ status: "replaced", decidedAt: p.now })
    .where(ofOrg(p, row.orgId, "checked"));
  await p.db
    .update(payoutAccount)
    .set({
      status: "checked",
      decidedAt: p.now,
      ...(row.firstCheckBy ? { secondCheckBy: by } : { firstCheckBy: by, firstCheckAt: p.now }),
    })
    .where(and(eq(payoutAccount.regionId, p.region.id), eq(payoutAccount.id, row.id)));
}

async function decide(
  p: Tx,
  row: AccountRow,
  by: string,
  input: z.output<typeof payoutAccountDecide>,
): Promise<"first" | "checked" | "refused"> {
  const only = and(eq(payoutAccount.regionId, p.region.id), eq(payoutAccount.id, row.id));
  if (input.decision === "wrong") {
    await p.db
      .update(payoutAccount)
      .set({ status: "refused", decidedAt: p.now, refusal: input.reason })
      .where(only);
    return "refused";
  }
  if (row.checksNeeded === 2 && !row.firstCheckBy) {
    await p.db.update(payoutAccount).set({ firstCheckBy: by, firstCheckAt: p.now }).where(only);
    return "first";
  }
  await putInForce(p, row, by);
  return "checked";
}

/**
 * Say that an entered account is right or wrong, after comparing it with the operator's papers. A change takes two people.
 * @throws DomainError not_found `settlement.account_not_found`; conflict `settlement.account_decided`, `settlement.second_person`
 */
export async function decidePayoutAccount(ctx: Context, input: z.output<typeof payoutAccountDecide>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId: by } = await regionDesk(tx);
    const { row, outcome } = await asPlatform(tx, async (p) => {
      const [found] = await p.db
        .select()
        .from(payoutAccount)
        .where(and(eq(payoutAccount.regionId, tx.region.id), eq(payoutAccount.id, input.accountId)))
        .for("update");
      if (!found) throw new DomainError("not_found", "settlement.account_not_found");
      if (found.status !== "entered") throw new DomainError("conflict", "settlement.account_decided");
      if (found.enteredBy === by || found.firstCheckBy === by)
        throw new DomainError("conflict", "settlement.second_person");
      return { row: found, outcome: await decide(p, found, by, input) };
    });
    await writeAudit(tx, {
      verb: "settlement.checkAccount",
      noun: "payout_account",
      nounId: row.id,
      before: { status: row.status },
      after: { outcome, numberTail: row.numberTail },
    });
    if (outcome !== "first") {
      const kind = outcome === "checked" ? "account_checked" : "account_refused";
      await tellOperator(
        tx,
        row.orgId,
        { kind, number: row.numberTail, key: row.id, amountFen: 0 },
        "payouts",
      );
    }
    return { outcome };
  });
}
