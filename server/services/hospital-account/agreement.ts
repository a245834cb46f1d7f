import { and, asc, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { hospitalAccount, hospitalStatement } from "@/db/schema/hospital-account";
import { organization } from "@/db/schema/organization";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { agesOf, type HospitalAccountSave, type hospitalAccountOf } from "@/server/core/hospital-account";
import { localDay } from "@/server/core/local-time";
import { sumFen } from "@/server/core/money";
import { wake } from "@/server/live";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { usedFen } from "../payment/on-account";
import { seesRegionMoney } from "../payment/refund";
import { agedItems } from "./open";

type Agreement = typeof hospitalAccount.$inferSelect;

/** Only the region's money desks. @throws DomainError not_found `account.hospital` */
export async function asMoneyDesk(tx: Tx): Promise<void> {
  if (!(await seesRegionMoney(tx))) throw new DomainError("not_found", "account.hospital");
}

async function hospitalOf(tx: Tx, id: string) {
  const [row] = await tx.db
    .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
    .from(organization)
    .where(
      and(
        eq(organization.regionId, tx.region.id),
        eq(organization.id, id),
        eq(organization.type, "hospital"),
      ),
    );
  if (!row) throw new DomainError("not_found", "account.hospital");
  return row;
}

async function agreementOf(tx: Tx, hospitalId: string): Promise<Agreement | null> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(hospitalAccount)
      .where(and(eq(hospitalAccount.regionId, tx.region.id), eq(hospitalAccount.orgId, hospitalId))),
  );
  return row ?? null;
}

/** What is agreed, in the words of the audit: without the person. */
const terms = ({
  status,
  creditLimitFen,
  statementDay,
  dueDays,
}: Omit<HospitalAccountSave, "hospitalId">) => ({
  status,
  creditLimitFen,
  statementDay,
  dueDays,
});

/**
 * Write down what is agreed with a hospital, anew or changed; the same again changes nothing.
 * @throws DomainError not_found `account.hospital`
 */
export async function saveAgreement(
  ctx: Context,
  input: HospitalAccountSave,
): Promise<{ hospitalId: string }> {
  const { hospitalId, ...agreed } = input;
  return inTransaction(ctx, async (tx) => {
    await asMoneyDesk(tx);
    await hospitalOf(tx, hospitalId);
    const before = await agreementOf(tx, hospitalId);
    const values = { ...agreed, changedBy: actorName(tx.actor), changedAt: tx.now };
    await asPlatform(tx, (p) =>
      p.db
        .insert(hospitalAccount)
        .values({ ...values, regionId: tx.region.id, orgId: hospitalId, createdAt: tx.now })
        .onConflictDoUpdate({ target: [hospitalAccount.regionId, hospitalAccount.orgId], set: values }),
    );
    await writeAudit(tx, {
      verb: "hospitalAccount.save",
      noun: "hospital_account",
      nounId: hospitalId,
      ...(before ? { before: terms(before) } : {}),
      after: terms(agreed),
    });
    await wake(tx, { orgs: [hospitalId] });
    return { hospitalId };
  });
}

async function statementsOf(tx: Tx, hospitalId: string) {
  return asPlatform(tx, (p) =>
    p.db
      .select({
        id: hospitalStatement.id,
        number: hospitalStatement.number,
        month: hospitalStatement.month,
        dueOn: hospitalStatement.dueOn,
        totalFen: hospitalStatement.totalFen,
        issuedAt: hospitalStatement.issuedAt,
      })
      .from(hospitalStatement)
      .where(and(eq(hospitalStatement.regionId, tx.region.id), eq(hospitalStatement.orgId, hospitalId)))
      .orderBy(desc(hospitalStatement.month))
      .limit(120),
  );
}

/** Everything about a hospital's account: what is agreed, used, open by age, and every statement with what is open of it. */
async function viewOf(tx: Tx, hospitalId: string) {
  const hospital = await hospitalOf(tx, hospitalId);
  const agreement = await agreementOf(tx, hospitalId);
  if (!agreement) return { hospital, account: null };
  const open = await agedItems(tx, hospitalId);
  const used = await usedFen(tx, hospitalId);
  const today = localDay(tx.now, tx.region.timeZone);
  const { status, creditLimitFen, statementDay, dueDays, payerName } = agreement;
  const { contactName, contactEmail, contactPhone } = agreement;
  const statements = (await statementsOf(tx, hospitalId)).map((row) => ({
    ...row,
    openFen: sumFen(open.filter((item) => item.statementNumber === row.number).map(({ openFen }) => openFen)),
  }));
  return {
    hospital,
    account: {
      ...{ status, creditLimitFen, statementDay, dueDays, payerName },
      ...{ contactName, contactEmail, contactPhone },
      usedFen: used,
      leftFen: Math.max(0, creditLimitFen - used),
      openFen: sumFen(open.map(({ openFen }) => openFen)),
      ages: agesOf(open, today),
      open,
      statements,
    },
  };
}

/** The acting hospital's own account; `account` null: nothing is agreed. */
export async function ownAccountView(ctx: Context) {
  return inTransaction(ctx, (tx) => viewOf(tx, actingOrg(tx)));
}

/** A hospital's account for the region's money desks. @throws DomainError not_found `account.hospital` */
export async function accountView(ctx: Context, input: z.infer<typeof hospitalAccountOf>) {
  return inTransaction(ctx, async (tx) => {
    await asMoneyDesk(tx);
    return viewOf(tx, input.hospitalId);
  });
}

/** Every hospital of the region with how its account stands, for the money desks. */
export async function listAccounts(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    await asMoneyDesk(tx);
    const rows = await asPlatform(tx, (p) =>
      p.db
        .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
        .from(organization)
        .where(and(eq(organization.regionId, tx.region.id), eq(organization.type, "hospital")))
        .orderBy(asc(organization.nameZh)),
    );
    const views = [];
    for (const { id } of rows) {
      const { hospital, account } = await viewOf(tx, id);
      views.push({
        hospital,
        account: account && {
          status: account.status,
          creditLimitFen: account.creditLimitFen,
          usedFen: account.usedFen,
          openFen: account.openFen,
          ages: account.ages,
        },
      });
    }
    return views;
  });
}
