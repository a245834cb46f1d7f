import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeOrganization } from "@/db/seed/factories";
import { type InvoicePeer, startInvoicePeer } from "@/peers/invoice/server";
import { handle as followJob } from "@/server/jobs/follow-invoices";
import { handle as runJob } from "@/server/jobs/run-invoice";
import { askInvoice } from "@/server/services/invoice/ask";
import { invoicePaper } from "@/server/services/invoice/document";
import { invoicesOfBooking, listInvoices, retryInvoice } from "@/server/services/invoice/list";
import { keepInvoices } from "@/server/services/invoice/sweep";
import { confirmRefund, refundPayment } from "@/server/services/payment/refund";
import { recordCash } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";

let peer: InvoicePeer;
beforeAll(async () => {
  peer = await startInvoicePeer(0, "t-1");
  vi.stubEnv("INVOICE_URL", peer.url);
  vi.stubEnv("INVOICE_TOKEN", "t-1");
});
afterAll(() => peer.close());

const books = moneyWorld(testDatabase);
const { guest, member, system } = books;
const { drive, complete } = rideOf(books);
const title = { kind: "person" as const, title: "张三丰" };
const bookingId = () => books.here.booking.id;
const ask = () => askInvoice(guest(), { bookingId: bookingId(), title, email: "payer@example.org" });
const shown = async () => (await invoicesOfBooking(guest(), { bookingId: bookingId() })).invoices;
const states = async () => (await shown()).map(({ kind, status, totalFen }) => [kind, status, totalFen]);

/** Run every job of this booking's invoices and the round, as workers would, until nothing changes. */
async function work(minutes = 60): Promise<void> {
  for (let step = 0; step < 6; step++) {
    const before = JSON.stringify(await states());
    await followJob(system(minutes), { regionId: books.world.regionId, bookingId: bookingId() });
    for (const { id } of await shown())
      await runJob(system(minutes), { regionId: books.world.regionId, invoiceId: id }).catch(
        (error: unknown) => {
          if (!String(error).includes("unavailable")) throw error;
        },
      );
    if (before === JSON.stringify(await states())) return;
  }
}

/** A ride paid in cash to the full: 28,000 fen. */
async function paid(): Promise<string> {
  await drive();
  await complete();
  const { dueFen } = await books.money();
  const paymentId = uuidv7();
  await recordCash(member("crew"), { paymentId, tripId: books.here.trip.id, amountFen: dueFen });
  return paymentId;
}
async function refund(paymentId: string, amountFen: number): Promise<void> {
  const refundId = uuidv7();
  await refundPayment(member("finance"), { refundId, paymentId, amountFen, reason: "服务补偿" });
  await confirmRefund(member("finance"), { refundId });
}
const atPeer = (from: number) =>
  peer
    .issued()
    .slice(from)
    .map(({ kind }) => kind);
let before: number;
beforeEach(() => {
  before = peer.issued().length;
});

describe("asking for an invoice", () => {
  it("stores it, issues it by a job, mails it once, and has its paper", async () => {
    await paid();
    expect(
      await keyOf(askInvoice(guest(false), { bookingId: bookingId(), title, email: "a@example.org" })),
    ).toBe("forbidden link.code_needed");
    const asked = await Promise.all([keyOf(ask()), keyOf(ask()), keyOf(ask())]);
    expect(asked.sort()).toEqual(["conflict invoice.exists", "conflict invoice.exists", "no error"]);
    await Promise.all([work(), work()]);
    expect(await states()).toEqual([["blue", "issued", 28_000]]);
    expect(atPeer(before)).toEqual(["blue"]);
    expect(await books.messages("invoice_issued")).toHaveLength(1);
    const [row] = await shown();
    expect(row?.titleMask).not.toContain("三丰");
    expect((await invoicePaper(guest(false), row?.id ?? "", null)).pdf.subarray(0, 5).toString()).toBe(
      "%PDF-",
    );
  });

  it("is for whoever sees the money; others find nothing", async () => {
    await paid();
    await ask();
    await work();
    const [row] = await shown();
    const other = (await makeOrganization(books.world.db, books.world.regionId, "operator")).id;
    const stranger = member("finance", other, uuidv7());
    expect(await keyOf(invoicePaper(stranger, row?.id ?? "", null))).toBe("not_found invoice.not_found");
    expect(await keyOf(invoicePaper(stranger, row?.id ?? "", "0".repeat(43)))).toBe(
      "not_found invoice.not_found",
    );
    expect(await keyOf(retryInvoice(stranger, { invoiceId: row?.id ?? "" }))).toBe(
      "not_found payment.not_found",
    );
    expect((await listInvoices(stranger, {})).rows).toEqual([]);
    expect((await listInvoices(member("finance"), {})).rows.map(({ id }) => id)).toContain(row?.id);
  });

  it("needs a bill, and money that was kept", async () => {
    expect(await keyOf(ask())).toBe("conflict invoice.no_bill");
    await drive();
    await complete();
    expect(await keyOf(ask())).toBe("conflict invoice.nothing_paid");
  });
});

describe("a call without an answer", () => {
  it("is asked about and never issued blindly again, whether it arrived or not", async () => {
    await paid();
    peer.faults.dropAnswer = 1;
    await ask();
    await work(60);
    expect(await states()).toEqual([["blue", "unknown", 28_000]]);
    await work(60);
    expect(await states()).toEqual([["blue", "unknown", 28_000]]);
    await work(63);
    expect(await states()).toEqual([["blue", "issued", 28_000]]);
    expect(atPeer(before)).toEqual(["blue"]);
  });

  it("that never arrived is sent again by the same key", async () => {
    await paid();
    peer.faults.dropRequest = 1;
    await ask();
    await work(60);
    await work(63);
    expect(await states()).toEqual([["blue", "issued", 28_000]]);
    expect(atPeer(before)).toEqual(["blue"]);
  });

  it("that the worker did not live to hear is found by the round", async () => {
    await paid();
    await ask();
    // Killed after the provider issued it and before we wrote that down.
    const [row] = await shown();
    await runJob(system(), { regionId: books.world.regionId, invoiceId: row?.id ?? "" });
    await books.database.owner`
      UPDATE invoice SET status = 'sent', invoice_number = NULL, issued_at = NULL, sent_at = now() - interval '1 day'
      WHERE id = ${row?.id ?? ""}`;
    await keepInvoices(system(120));
    await work(120);
    expect(await states()).toEqual([["blue", "issued", 28_000]]);
    expect(atPeer(before)).toEqual(["blue"]);
  });
});

describe("a refusal", () => {
  it("says why, and is tried again under a number of its own", async () => {
    await paid();
    peer.faults.refuse = 1;
    await ask();
    await work();
    const [row] = await shown();
    expect(row).toMatchObject({ status: "refused", failure: "购买方名称与税号不一致" });
    await retryInvoice(member("finance"), { invoiceId: row?.id ?? "" });
    await work();
    expect(await states()).toEqual([["blue", "issued", 28_000]]);
    expect(await keyOf(retryInvoice(member("finance"), { invoiceId: row?.id ?? "" }))).toBe(
      "conflict invoice.not_open",
    );
  });
});

describe("a refund after the invoice", () => {
  it("in part takes it back once and invoices the rest, whatever is killed between the steps", async () => {
    const paymentId = await paid();
    await ask();
    await work();
    await refund(paymentId, 8_000);
    // Everybody at once, and the answer to the red letter is lost.
    peer.faults.dropAnswer = 1;
    await Promise.all([work(), work(), keepInvoices(system())]);
    expect((await states()).slice(0, 2)).toEqual([
      ["blue", "issued", 28_000],
      ["red", "unknown", -28_000],
    ]);
    await work(65);
    await keepInvoices(system(70));
    await work(70);
    const expected = [
      ["blue", "reversed", 28_000],
      ["red", "issued", -28_000],
      ["blue", "issued", 20_000],
    ];
    expect(await states()).toEqual(expected);
    expect(atPeer(before)).toEqual(["blue", "red", "blue"]);
    const [blue, red, rest] = await shown();
    expect([red?.redOf, rest?.replacesId]).toEqual([blue?.id, blue?.id]);
    expect(peer.issued().at(-2)?.redOfNumber).toBe(blue?.invoiceNumber);
    await refund(paymentId, 5_000);
    await keepInvoices(system(80));
    await work(80);
    expect((await states()).slice(2)).toEqual([
      ["blue", "reversed", 20_000],
      ["red", "issued", -20_000],
      ["blue", "issued", 15_000],
    ]);
    const all = await shown();
    expect(
      all.reduce(
        (sum, { totalFen, kind, status }) => sum + (kind === "red" || status !== "refused" ? totalFen : 0),
        0,
      ),
    ).toBe(15_000);
  });

  it("in full takes it back and leaves none", async () => {
    const paymentId = await paid();
    await ask();
    await work();
    await refund(paymentId, 28_000);
    await work();
    expect(await states()).toEqual([
      ["blue", "reversed", 28_000],
      ["red", "issued", -28_000],
    ]);
    expect(await keyOf(ask())).toBe("conflict invoice.nothing_paid");
  });

  it("while the invoice is under way is followed when it is issued", async () => {
    const paymentId = await paid();
    await ask();
    await refund(paymentId, 8_000);
    await work();
    expect((await states()).map(([kind, status]) => `${kind} ${status}`)).toEqual([
      "blue reversed",
      "red issued",
      "blue issued",
    ]);
  });

  it("is followed by the round where its own job was lost", async () => {
    const paymentId = await paid();
    await ask();
    await work();
    await refund(paymentId, 28_000);
    await keepInvoices(system(90));
    expect((await states()).map(([kind]) => kind)).toEqual(["blue", "red"]);
  });
});
