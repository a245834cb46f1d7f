import { v7 as uuidv7 } from "uuid";
import { insuranceSettlement } from "@/db/schema/insurance";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { fundAlone } from "@/server/core/insurance/split";
import { deadStatuses } from "@/server/core/insurance/status";
import { sumFen } from "@/server/core/money";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { accountOf, lockAccount } from "../billing/balance";
import { visibleAccount } from "../billing/view";
import { expectInsured } from "../payment/insured";
import {
  changeVisit,
  coveredLines,
  findVisit,
  type SettlementRow,
  sameLines,
  settlementsOf,
  type VisitRow,
  visitOf,
} from "./row";
import { type Terms, termsById } from "./terms";

/** How often a settlement that was lost and turned round is settled anew by itself; then a person looks. */
export const attemptsAtMost = 4;

export const isAlive = ({ status }: Pick<SettlementRow, "status">): boolean =>
  !deadStatuses.some((each) => each === status);

/**
 * Ask for the settlement of what was pre-settled: the bill is there and the person agrees. Messages go out by a job. Said twice
 * it is settled once.
 * @throws DomainError not_found `booking.not_found`; conflict `insurance.no_visit`, `insurance.no_bill`
 */
export async function askToSettle(
  ctx: Context,
  { bookingId }: { bookingId: string },
): Promise<{ visitId: string }> {
  return inTransaction(ctx, async (tx) => {
    await visibleAccount(tx, bookingId);
    await lockAccount(tx, bookingId);
    const account = await visibleAccount(tx, bookingId);
    const visit = await visitOf(tx, bookingId);
    if (visit?.status !== "open") throw new DomainError("conflict", "insurance.no_visit");
    if (account.bill?.kind !== "trip") throw new DomainError("conflict", "insurance.no_bill");
    const live = (await settlementsOf(tx, bookingId)).find(isAlive);
    if (live || visit.settleAskedAt) return { visitId: visit.id };
    await changeVisit(tx, visit.id, { settleAskedAt: tx.now });
    await writeAudit(tx, {
      verb: "insurance.settle",
      noun: "insurance_visit",
      nounId: visit.id,
      bookingId,
      after: { preview: visit.preview },
    });
    await enqueue(tx.db, "settle-insurance", { regionId: tx.region.id, visitId: visit.id });
    await wake(tx, { orgs: visit.viewerOrgs, booking: bookingId });
    return { visitId: visit.id };
  });
}

async function write(tx: Tx, visit: VisitRow, terms: Terms, attempt: number): Promise<string> {
  const { preview, lines, batch } = visit;
  if (!preview || !lines || batch === null) throw new Error(`Visit ${visit.id} is not pre-settled`);
  const id = uuidv7();
  const expected = fundAlone(preview, terms.payer.fundIncludesAccount);
  const of = { settlementId: id, bookingId: visit.bookingId, orgId: visit.orgId, partyId: visit.partyId };
  const paymentId = await expectInsured(tx, of, expected);
  await tx.db.insert(insuranceSettlement).values({
    regionId: tx.region.id,
    id,
    visitId: visit.id,
    bookingId: visit.bookingId,
    contractId: visit.contractId,
    orgId: visit.orgId,
    partyId: visit.partyId,
    batch,
    insuranceType: visit.insuranceType,
    lines,
    totalFen: sumFen(lines.map(({ fen }) => fen)),
    expected,
    attempt,
    paymentId,
    preparedAt: tx.now,
    viewerOrgs: visit.viewerOrgs,
    viewerUsers: visit.viewerUsers,
  });
  await writeAudit(tx, {
    verb: "insurance.prepare",
    noun: "insurance_settlement",
    nounId: id,
    bookingId: visit.bookingId,
    after: { batch, attempt, expected },
  });
  return id;
}

/**
 * Prepare the settlement of a pre-settled visit whose bill stands, or answer with the one that lives; null: there is none to
 * prepare (not asked for, the bill not there or other than what was pre-settled, tried too often). The constraint lets one live.
 */
export async function prepareSettlement(ctx: Context, visitId: string): Promise<string | null> {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const known = await findVisit(p, visitId);
      if (!known) return null;
      await lockAccount(p, known.bookingId);
      const visit = await findVisit(p, visitId);
      const terms = visit && (await termsById(p, visit.contractId));
      const account = visit && (await accountOf(p, visit.bookingId));
      if (!visit || !terms || !account) return null;
      const earlier = (await settlementsOf(p, visit.bookingId)).filter((row) => row.visitId === visitId);
      const live = earlier.find(isAlive);
      if (live) return live.id;
      const isReady =
        visit.status === "open" && visit.settleAskedAt && visit.preview && (visit.batch ?? 0) > 0;
      if (!isReady || account.bill?.kind !== "trip") return null;
      if (!sameLines(visit.lines, coveredLines(terms.payer, account))) return null;
      const since = visit.settleAskedAt;
      const tried = earlier.filter(({ preparedAt }) => since && preparedAt >= since).length;
      return tried >= attemptsAtMost ? null : write(p, visit, terms, tried + 1);
    }),
  );
}
