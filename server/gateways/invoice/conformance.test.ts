import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InvoicePeer, startInvoicePeer } from "@/peers/invoice/server";
import { httpInvoices } from "./http";
import { type PrintedInvoice, renderInvoice } from "./invoice-pdf";
import { localInvoices } from "./local";
import type { InvoiceProvider, IssueRequest } from "./provider";

let peer: InvoicePeer;
beforeAll(async () => {
  peer = await startInvoicePeer(0, "t-1");
});
afterAll(() => peer.close());

const request = (key: string, more: Partial<IssueRequest> = {}): IssueRequest => ({
  requestKey: `331000-26-${key}`,
  kind: "blue",
  seller: { name: "示例转运", creditCode: "91350100M000100Y43" },
  buyer: { title: "张三", taxNumber: null, email: "a@example.org" },
  lines: [{ label: "起步价", totalFen: 20_000, taxFen: 198 }],
  totalFen: 20_000,
  taxFen: 198,
  taxPercent: 1,
  redOfNumber: null,
  remark: "账单 26-000001",
  askedAt: "2026-03-02T01:00:00.000Z",
  ...more,
});
const drivers: [string, () => InvoiceProvider][] = [
  ["local", () => localInvoices(mkdtempSync(join(tmpdir(), "invoices-")))],
  ["http", () => httpInvoices(peer.url, "t-1")],
];

describe.each(drivers)("the %s driver", (name, make) => {
  const key = (n: number) => `${name === "local" ? 1 : 2}0000${n}`;

  it("issues once per request key, however often and however many ask at once", async () => {
    const provider = make();
    const asked = request(key(1));
    const answers = await Promise.all([1, 2, 3, 4].map(() => provider.issue(asked)));
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1);
    expect(answers[0]).toMatchObject({ state: "issued" });
    expect(await provider.issue(asked)).toEqual(answers[0]);
    expect(await provider.query(asked.requestKey)).toEqual(answers[0]);
  });

  it("gives each request a number of its own, and takes a red letter for one of them", async () => {
    const provider = make();
    const blue = await provider.issue(request(key(2)));
    if (blue.state !== "issued") throw new Error(blue.state);
    const asked = request(key(3), {
      kind: "red",
      redOfNumber: blue.invoiceNumber,
      totalFen: -20_000,
      taxFen: -198,
    });
    const red = await provider.issue(asked);
    if (red.state !== "issued") throw new Error(red.state);
    expect(red.invoiceNumber).not.toBe(blue.invoiceNumber);
  });

  it("says that it never heard of a request", async () => {
    expect(await make().query(`331000-26-${key(9)}`)).toEqual({ state: "unknown" });
  });

  it("has a paper, its own or ours", async () => {
    const provider = make();
    const answer = await provider.issue(request(key(4)));
    if (answer.state !== "issued") throw new Error(answer.state);
    const own = await provider.document(answer.providerRef);
    expect(own === null).toBe(!provider.isTaxDocument);
    expect(own?.subarray(0, 5).toString() ?? "%PDF-").toBe("%PDF-");
  });
});

describe("the http driver", () => {
  const provider = () => httpInvoices(peer.url, "t-1");
  const unavailable = { code: "unavailable", key: "invoice.unavailable" };

  it("does not know what came of a call without an answer, and learns it by asking", async () => {
    peer.faults.dropAnswer = 1;
    await expect(provider().issue(request("300001"))).rejects.toMatchObject(unavailable);
    expect(await provider().query("331000-26-300001")).toMatchObject({ state: "issued" });
    peer.faults.dropRequest = 1;
    await expect(provider().issue(request("300002"))).rejects.toMatchObject(unavailable);
    expect(await provider().query("331000-26-300002")).toEqual({ state: "unknown" });
    peer.faults.truncate = 1;
    await expect(provider().issue(request("300003"))).rejects.toMatchObject(unavailable);
  });

  it("tells a refusal and what is still pending", async () => {
    peer.faults.refuse = 1;
    expect(await provider().issue(request("300004"))).toEqual({
      state: "refused",
      reason: "购买方名称与税号不一致",
    });
    peer.faults.pending = 1;
    expect(await provider().issue(request("300005"))).toEqual({ state: "pending" });
    expect(await provider().query("331000-26-300005")).toMatchObject({ state: "issued" });
  });

  it("does not take a wrong token for an answer", async () => {
    await expect(httpInvoices(peer.url, "wrong").query("331000-26-300001")).rejects.toMatchObject(
      unavailable,
    );
  });
});

describe("the paper", () => {
  it("is one page, the same for the same data, red letters too", async () => {
    const printed: PrintedInvoice = {
      ...request("1"),
      invoiceNumber: "L33100026000001",
      issuedOn: "2026-03-02",
      issuedAt: new Date("2026-03-02T01:00:00Z"),
      isTaxDocument: false,
      demonstration: true,
    };
    const first = await renderInvoice(printed);
    expect((await renderInvoice(printed)).equals(first)).toBe(true);
    expect(first.toString("latin1").match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    const turned = { kind: "red", totalFen: -20_000, taxFen: -198, redOfNumber: "L1", lines: [] } as const;
    expect((await renderInvoice({ ...printed, ...turned, lines: [] })).length).toBeGreaterThan(1000);
  });
});
