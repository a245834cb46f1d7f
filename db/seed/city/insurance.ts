import { insuranceContract } from "@/db/schema/insurance";
import { type CoveragePayer, claimLines } from "@/server/core/insurance/coverage";
import { coveredFen, type Split, transferFen } from "@/server/core/insurance/split";
import { paymentRow, resolvingRow } from "@/server/core/ledger";
import { maskResidentId } from "@/server/core/masking";
import { seal } from "@/server/gateways/vault";
import { type City, foundedAt } from "./city";
import { coverageOf } from "./coverage";
import type { Draft } from "./draft";
import { after, type Harvest, note, system } from "./harvest";
import { orgId } from "./organizations";
import { insertRows, seedId } from "./rows";

/** Invented code of the one designated institution of the demonstration. */
const fixmedinsCode = "H33100000001";
const designated = "antu";
const contractId = (city: City, payer: string) => seedId(city.regionId, "insurance-contract", payer);

/** Antu is a designated institution: it settles with the funds, and makes packets for a commercial insurer. */
export async function seedContracts(city: City): Promise<void> {
  const payers = coverageOf(city.regionId)?.payers ?? [];
  const modes = {
    basic: "direct_fixmedins",
    long_term_care: "long_term_care",
    commercial: "commercial",
  } as const;
  const institution = {
    fixmedinsCode,
    fixmedinsName: "台州安途医疗转运有限公司（演示）",
    opterNo: "0001",
    opterName: "结算员（演示）",
  };
  await insertRows(
    city.db,
    insuranceContract,
    payers.map(({ code, kind }) => ({
      regionId: city.regionId,
      id: contractId(city, code),
      orgId: orgId(city.regionId, designated),
      payer: code,
      mode: modes[kind],
      ...(kind === "commercial" ? {} : institution),
      createdAt: foundedAt(city),
    })),
  );
}

/** One in six of those who could are insured trips. */
const share = 1 / 6;
const preSelfPay = 0.1;
const fundShare = 0.7;

function splitOf(totalFen: number): Split {
  const preSelfPayFen = Math.round(totalFen * preSelfPay);
  const inScopeFen = totalFen - preSelfPayFen;
  const fundFen = Math.round(inScopeFen * fundShare);
  const personFen = totalFen - fundFen;
  const rest = { ownPayFen: 0, overLimitFen: 0, accountFen: 0, institutionFen: 0 };
  return { totalFen, preSelfPayFen, inScopeFen, fundFen, personFen, cashFen: personFen, ...rest };
}

/** The payer of a trip that was settled with it: Antu's trips only, by their service level. */
function payerOf(city: City, { row, sale }: Draft): CoveragePayer | null {
  if (row.kind !== "trip" || row.orgId !== orgId(city.regionId, designated)) return null;
  const level = sale.intake.row.needs?.serviceLevel ?? null;
  const found = coverageOf(city.regionId)?.payers.find(
    (payer) =>
      payer.kind === "basic" &&
      payer.items.some(({ serviceLevels }) => serviceLevels.some((each) => each === level)),
  );
  return found ?? null;
}

/**
 * Some trips of the history were settled with the fund on arrival, as the product does it: a visit, a settlement, a payment that
 * is a claim on the fund. Answers with what the fund bears.
 */
export function settleInsured(city: City, rows: Harvest, draft: Draft): number {
  const payer = payerOf(city, draft);
  const { row, sale } = draft;
  const { ask } = sale.intake;
  if (!payer || !ask.dice.hits(share)) return 0;
  const level = sale.intake.row.needs?.serviceLevel ?? null;
  const lines = claimLines(
    payer,
    level,
    row.lines.map(({ code, billedFen }) => ({ code, fen: billedFen })),
  );
  const totalFen = lines.reduce((sum, { fen }) => sum + fen, 0);
  const at = after(row.issuedAt, 40);
  if (totalFen === 0 || at > city.now) return 0;
  const split = splitOf(totalFen);
  const id = (kind: string) => seedId(city.regionId, kind, ask.key);
  const seen = { viewerOrgs: row.viewerOrgs, viewerUsers: row.viewerUsers };
  const of = { regionId: city.regionId, bookingId: ask.id, orgId: row.orgId, partyId: payer.partyId };
  const sealed = (column: string, value: string) => seal(value, `${city.regionId}/insurance_visit/${column}`);
  const number = String(ask.key).replace(/\D/g, "").padStart(6, "0").slice(-6);
  rows.insuranceVisit.push({
    ...of,
    ...seen,
    id: id("insurance-visit"),
    contractId: contractId(city, payer.code),
    payer: payer.code,
    certType: "02",
    certNoSealed: sealed("cert_no", ask.patient.idNumber),
    certMask: maskResidentId(ask.patient.idNumber),
    insuranceType: "310",
    insuredArea: city.regionId,
    personNoSealed: sealed("person_no", `DEMO${number}`),
    entitledAt: after(at, -30),
    mdtrtId: `MD${number}`,
    uploadedAt: after(at, -28),
    batch: 1,
    lines,
    preview: split,
    previewAt: after(at, -25),
    createdAt: after(at, -34),
  });
  const msgid = `${fixmedinsCode}${at.toISOString().replace(/\D/g, "").slice(0, 14)}${number.slice(-4)}`;
  const paymentId = id("insurance-payment");
  rows.insuranceSettlement.push({
    ...of,
    ...seen,
    id: id("insurance-settlement"),
    visitId: id("insurance-visit"),
    contractId: contractId(city, payer.code),
    batch: 1,
    status: "settled",
    insuranceType: "310",
    lines,
    totalFen,
    expected: split,
    split,
    setlId: `SD${number}`,
    msgid,
    paymentId,
    preparedAt: after(at, -5),
    sentAt: after(at, -4),
    settledAt: at,
  });
  pay(city, rows, draft, { paymentId, split, at, partyId: payer.partyId });
  const settled = { noun: "insurance_settlement", nounId: id("insurance-settlement"), bookingId: ask.id };
  note(city, rows, system("settle-insurance"), at, {
    ...settled,
    verb: "insurance.change",
    before: { status: "sent" },
    after: { status: "settled", setlId: `SD${number}`, split },
  });
  return coveredFen(split);
}

function pay(
  city: City,
  rows: Harvest,
  { row, sale }: Draft,
  paid: { paymentId: string; split: Split; at: Date; partyId: string },
): void {
  const { ask } = sale.intake;
  const { paymentId, split, at, partyId } = paid;
  rows.payment.push({
    regionId: city.regionId,
    id: paymentId,
    bookingId: ask.id,
    billId: row.id,
    driver: "insurance",
    partyId,
    status: "succeeded",
    amountFen: coveredFen(split),
    idempotencyKey: `insurance-${paymentId}-pending`,
    createdAt: after(at, -5),
    settledAt: at,
    viewerOrgs: row.viewerOrgs,
    viewerUsers: row.viewerUsers,
  });
  const pending = paymentRow(
    { id: paymentId, driver: "insurance", amountFen: transferFen(split) },
    "pending",
  );
  const of = { regionId: city.regionId, orgId: row.orgId, bookingId: ask.id, partyId };
  const first = seedId(city.regionId, "ledger", pending.causeKey);
  rows.ledgerEntry.push({ ...pending, ...of, id: first, at: after(at, -5), resolvesId: null });
  const posted = resolvingRow(pending, "posted");
  const second = seedId(city.regionId, "ledger", posted.causeKey);
  rows.ledgerEntry.push({ ...posted, ...of, id: second, at, resolvesId: first });
}
