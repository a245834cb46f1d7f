import { insuranceVisit } from "@/db/schema/insurance";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { insuranceTypeOf } from "@/server/core/insurance/coverage";
import type { InsuranceEnter } from "@/server/core/insurance/input";
import { isDirect } from "@/server/core/insurance/mode";
import { maskResidentId } from "@/server/core/masking";
import { insuranceIsConnected } from "@/server/gateways/insurance/client";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type Account, lockAccount } from "../billing/balance";
import { visibleAccount } from "../billing/view";
import {
  changeVisit,
  coveredLines,
  findVisit,
  sealVisit,
  settlementsOf,
  type VisitRow,
  visitOf,
} from "./row";
import { termsOf } from "./terms";

/** Cards other than the resident's number show their last four only. */
const maskCert = (certType: string, certNo: string): string =>
  certType === "02" ? maskResidentId(certNo) : `****${certNo.slice(-4)}`;

/** @throws DomainError conflict `insurance.not_offered`, `insurance.nothing_covered`, `insurance.type`, `insurance.too_early`, unavailable `insurance.not_configured` */
async function directTerms(tx: Tx, account: Account, input: InsuranceEnter) {
  if (!account.orgId) throw new DomainError("conflict", "insurance.too_early");
  const terms = (await termsOf(tx, account.orgId)).find(({ payer }) => payer.code === input.payer);
  if (!terms || !isDirect(terms.contract.mode)) throw new DomainError("conflict", "insurance.not_offered");
  if (coveredLines(terms.payer, account).length === 0)
    throw new DomainError("conflict", "insurance.nothing_covered");
  const type = insuranceTypeOf(terms.payer, input.insuranceType);
  if (!type) throw new DomainError("conflict", "insurance.type");
  if (!insuranceIsConnected()) throw new DomainError("unavailable", "insurance.not_configured");
  return { ...terms, type };
}

/** Another person, or the same one corrected: the earlier visit ends, unless a settlement of it lives. */
async function endEarlier(tx: Tx, bookingId: string): Promise<VisitRow | null> {
  const earlier = await visitOf(tx, bookingId);
  if (earlier?.status !== "open") return null;
  const dead = ["refused", "reversed", "cancelled"];
  const lives = (await settlementsOf(tx, bookingId)).some(({ status }) => !dead.includes(status));
  if (lives) throw new DomainError("conflict", "insurance.settling");
  await changeVisit(tx, earlier.id, { status: "withdrawn", settleAskedAt: null });
  return earlier;
}

export interface Entered {
  visitId: string;
  status: VisitRow["status"];
}

async function enter(tx: Tx, input: InsuranceEnter): Promise<Entered> {
  const { visitId, bookingId, certType, certNo } = input;
  await visibleAccount(tx, bookingId);
  await lockAccount(tx, bookingId);
  const known = await findVisit(tx, visitId);
  if (known && known.bookingId !== bookingId) throw new DomainError("conflict", "insurance.id_used");
  if (known) return { visitId, status: known.status };
  const account = await visibleAccount(tx, bookingId);
  const { contract, payer, type } = await directTerms(tx, account, input);
  const earlier = await endEarlier(tx, bookingId);
  const viewers = account.trip ?? account.booking;
  const certMask = maskCert(certType, certNo);
  await asPlatform(tx, (p) =>
    p.db.insert(insuranceVisit).values({
      regionId: tx.region.id,
      id: visitId,
      bookingId,
      contractId: contract.id,
      orgId: contract.orgId,
      payer: payer.code,
      partyId: payer.partyId,
      certType,
      certNoSealed: sealVisit(tx, "cert_no", certNo),
      certMask,
      insuranceType: type,
      createdAt: tx.now,
      viewerOrgs: [...new Set([...viewers.viewerOrgs, contract.orgId])],
      viewerUsers: viewers.viewerUsers,
    }),
  );
  await writeAudit(tx, {
    verb: "insurance.enter",
    noun: "insurance_visit",
    nounId: visitId,
    bookingId,
    before: earlier ? { certMask: earlier.certMask } : {},
    after: { certMask, payer: payer.code, insuranceType: type },
  });
  await enqueue(tx.db, "pre-settle-insurance", { regionId: tx.region.id, visitId });
  await wake(tx, { orgs: [...account.booking.viewerOrgs, account.orgId], booking: bookingId });
  return { visitId, status: "open" };
}

/**
 * Enter who is insured (card or identity number) and have it pre-settled: before the ride by what was quoted, after it by the
 * bill. The same again changes nothing; another person takes the place of the one before.
 * @throws DomainError not_found `booking.not_found`; conflict `insurance.too_early`, `insurance.not_offered`,
 * `insurance.nothing_covered`, `insurance.type`, `insurance.settling`, `insurance.id_used`; unavailable `insurance.not_configured`
 */
export async function enterInsured(ctx: Context, input: InsuranceEnter): Promise<Entered> {
  return inTransaction(ctx, (tx) => enter(tx, input)).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "insurance.id_used");
    throw error;
  });
}

/**
 * Take the insured person off the booking again: the payer pays alone.
 * @throws DomainError not_found `booking.not_found`, conflict `insurance.no_visit`, `insurance.settling`
 */
export async function withdrawInsured(ctx: Context, { bookingId }: { bookingId: string }): Promise<Entered> {
  return inTransaction(ctx, async (tx) => {
    const account = await visibleAccount(tx, bookingId);
    await lockAccount(tx, bookingId);
    const ended = await endEarlier(tx, bookingId);
    if (!ended) throw new DomainError("conflict", "insurance.no_visit");
    await writeAudit(tx, {
      verb: "insurance.withdraw",
      noun: "insurance_visit",
      nounId: ended.id,
      bookingId,
      before: { status: "open" },
      after: { status: "withdrawn" },
    });
    await enqueue(tx.db, "pre-settle-insurance", { regionId: tx.region.id, visitId: ended.id });
    await wake(tx, { orgs: [...account.booking.viewerOrgs, account.orgId], booking: bookingId });
    return { visitId: ended.id, status: "withdrawn" };
  });
}
