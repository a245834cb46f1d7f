import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import { makeOrganization } from "@/db/seed/factories";
import { type InsurancePeer, startInsurancePeer } from "@/peers/insurance/server";
import { startingRegionSettings } from "@/server/core/region-settings";
import { inTransaction } from "@/server/scope";
import { enterInsured } from "@/server/services/insurance/enter";
import { preSettle } from "@/server/services/insurance/pre-settle";
import { settlementsOf, visitOf } from "@/server/services/insurance/row";
import { settleVisit } from "@/server/services/insurance/run";
import { askToSettle } from "@/server/services/insurance/settle";
import { insuranceOfBooking } from "@/server/services/insurance/view";
import type { TestDatabase } from "@/server/test-database";
import { type MoneyWorld, moneyWorld } from "@/server/test-money";

/** The money world with a designated operator, a fund's stand-in beside it and a booking whose start price is covered. */
export interface InsuredWorld {
  books: MoneyWorld;
  fund: InsurancePeer;
  contractId: string;
  /** Enter the patient by identity number; answers with the visit's id. */
  enter(certNo?: string): Promise<string>;
  preSettle(): Promise<void>;
  /** The trip is over and billed as quoted. */
  bill(): Promise<void>;
  ask(): Promise<void>;
  /** The settle job, as often as it fails for want of an answer. */
  settle(times?: number): Promise<void>;
  view(): ReturnType<typeof insuranceOfBooking>;
  settlements(): ReturnType<typeof settlementsOf>;
}

export const certNo = "33100019500101001X";
const start = { line: "start", code: "001204000010000", nameZh: "转运护送", nameEn: "Escort" };

async function setUp(it: InsuredWorld): Promise<void> {
  const { owner } = it.books.database;
  const { regionId, operator, db } = it.books.world;
  const party = await makeOrganization(db, regionId, "insurer");
  it.contractId = uuidv7();
  const payer = {
    code: "basic",
    nameZh: "基本医保",
    nameEn: "Basic insurance",
    partyId: party.id,
    kind: "basic",
  };
  const payers = [{ ...payer, insuranceTypes: ["310"], items: [start] }];
  const content = { ...startingRegionSettings, source: "test", coverage: { payers } };
  await owner`INSERT INTO rule_version (region_id, id, kind, code, version, status, trial, demonstration, reviewed, title_zh, title_en, source, content, valid_from, created_at)
    VALUES (${regionId}, ${uuidv7()}, 'region', 'settings', 1, 'in_force', false, true, false, '设置', 'Settings', 'test', ${JSON.stringify(content)}::text::jsonb, '2025-01-01', now())`;
  await owner`INSERT INTO insurance_contract (region_id, id, org_id, mode, payer, fixmedins_code, fixmedins_name, opter_no, opter_name, created_at)
    VALUES (${regionId}, ${it.contractId}, ${operator.id}, 'direct_fixmedins', 'basic', 'H33100000001', '安途', '001', '经办', now() - interval '40 days')`;
}

function deeds(it: InsuredWorld): Omit<InsuredWorld, "books" | "fund" | "contractId"> {
  const bookingId = () => it.books.here.booking.id;
  const visit = async () => {
    const found = await inTransaction(it.books.system(), (tx) => visitOf(tx, bookingId()));
    return found?.id ?? "";
  };
  return {
    enter: async (number = certNo) => {
      const visitId = uuidv7();
      const input = {
        visitId,
        bookingId: bookingId(),
        payer: "basic",
        certType: "02",
        certNo: number,
      } as const;
      await enterInsured(it.books.member("crew"), input);
      return visitId;
    },
    preSettle: async () => {
      await preSettle(it.books.system(), await visit());
    },
    bill: async () => {
      const { owner } = it.books.database;
      const { booking, quote, trip } = it.books.here;
      const [row] = await owner`SELECT lines, total_fen FROM quote WHERE id = ${quote.id}`;
      const lines = ((row?.lines ?? []) as { code: string; fen: number }[]).map((line) => ({
        ...line,
        part: "out",
        quotedFen: line.fen,
        recomputedFen: line.fen,
        extraFen: 0,
        billedFen: line.fen,
        reason: "as_quoted",
      }));
      const id = uuidv7();
      await owner`UPDATE trip SET status = 'completed', ended_at = now(), accounted_at = now() WHERE id = ${trip.id}`;
      await owner`INSERT INTO bill (region_id, id, number, booking_id, org_id, quote_id, kind, status, lines, differences, facts, total_fen, issued_at, viewer_orgs, viewer_users)
        SELECT region_id, ${id}, ${id}, ${booking.id}, org_id, ${quote.id}, 'trip', 'issued', ${JSON.stringify(lines)}::text::jsonb, '[]', '{}', ${Number(row?.total_fen)}, now(), viewer_orgs, viewer_users FROM trip WHERE id = ${trip.id}`;
      await owner`INSERT INTO ledger_entry (region_id, id, org_id, at, debit_account, credit_account, amount_fen, state, cause_key, booking_id, memo)
        SELECT region_id, ${uuidv7()}, org_id, now(), 'receivable:payer', 'revenue:trips', ${Number(row?.total_fen)}, 'posted', ${`bill:${id}`}, ${booking.id}, 'test' FROM trip WHERE id = ${trip.id}`;
    },
    ask: async () => {
      await askToSettle(it.books.member("crew"), { bookingId: bookingId() });
    },
    settle: async (times = 6) => {
      for (let at = 0; at < times; at++) {
        const done = await settleVisit(it.books.system(), await visit()).then(
          () => true,
          () => false,
        );
        if (done) return;
      }
    },
    view: () => insuranceOfBooking(it.books.guest(), { bookingId: bookingId() }),
    settlements: () => inTransaction(it.books.system(), (tx) => settlementsOf(tx, bookingId())),
  };
}

/** Prepare the world once for a file of tests; call it at the top. */
export function insuredWorld(open: () => Promise<TestDatabase>): InsuredWorld {
  const it = {} as InsuredWorld;
  Object.assign(it, deeds(it));
  // Before the money world: the environment is read once.
  beforeAll(async () => {
    it.fund = await startInsurancePeer({
      port: 0,
      dataDir: mkdtempSync(join(tmpdir(), "fund-")),
      paasId: "test",
      secret: "secret",
    });
    vi.stubEnv("INSURANCE_URL", it.fund.url);
    vi.stubEnv("INSURANCE_PAASID", "test");
    vi.stubEnv("INSURANCE_SECRET", "secret");
    vi.stubEnv("INSURANCE_TIMEOUT_MS", "1000");
  });
  it.books = moneyWorld(open);
  beforeAll(() => setUp(it));
  afterAll(() => it.fund.close());
  beforeEach(async () => {
    it.fund.faults.length = 0;
    await it.books.database
      .owner`UPDATE booking SET needs = jsonb_build_object('serviceLevel', 'care_transfer') WHERE id = ${it.books.here.booking.id} AND needs IS NULL`;
  });
  return it;
}
