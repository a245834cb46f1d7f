import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fontCoverage } from "@/server/gateways/font-coverage";
import { printable, receiptFaces } from "@/server/gateways/receipt-font";
import { type Receipt, renderReceipt } from "@/server/gateways/receipt-pdf";

const at = new Date("2026-03-02T01:00:00Z");
const line = (label: string, fen: number) => ({ label, detail: "3 层，无电梯", difference: null, fen });
const receipt: Receipt = {
  kind: "receipt",
  number: "331000-S-000042",
  region: { name: "台州市", number: "96120", timeZone: "Asia/Shanghai" },
  issuedAt: at,
  operator: { name: "示例转运", creditCode: null },
  trip: {
    bookingNumber: "331000-0042",
    from: "台州市中心医院",
    to: "玉环市楚门镇",
    pickedUpAt: at,
    deliveredAt: null,
    plate: "浙J·00001",
    vehicleClass: "照护担架车",
    distanceMetres: 72_340,
  },
  patient: "张*",
  tariff: "玉环市价目 2025-10",
  lines: [line("起步价", 20_000), line("楼层搬运费", 6_000)],
  totalFen: 26_000,
  dueFen: 0,
  payments: [{ method: "现金", at, fen: 26_000 }],
  refunds: [],
  casePhone: "96120",
  checkUrl: "https://example.org/verify/receipt/abc",
  demonstration: false,
};

function streams(pdf: Buffer): string[] {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)].flatMap((match) => {
    const start = match.index + match[0].length;
    try {
      return [inflateSync(pdf.subarray(start, text.indexOf("endstream", start))).toString("latin1")];
    } catch {
      return [];
    }
  });
}

/** The characters a reader can copy out, from the fonts' ToUnicode maps; they are there only when really drawn. */
function extractable(pdf: Buffer): Set<string> {
  const maps = streams(pdf).filter((stream) => stream.includes("beginbfrange"));
  const found = new Set<string>();
  for (const hex of maps.flatMap((map) => [
    ...map.slice(map.indexOf("beginbfrange")).matchAll(/<([0-9a-f]{4,8})>/gi),
  ])) {
    const units = Buffer.from(hex[1] ?? "", "hex");
    if (units.length % 2 === 0) for (const sign of units.swap16().toString("utf16le")) found.add(sign);
  }
  return found;
}
const pages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length;

describe("the receipt", () => {
  it("is one page whose Chinese can be copied out, the same for the same data", async () => {
    const { pdf, missing } = await renderReceipt(receipt);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(missing).toEqual([]);
    expect((await renderReceipt(receipt)).pdf.equals(pdf)).toBe(true);
    expect(pages(pdf)).toBe(1);
    const signs = extractable(pdf);
    for (const sign of "非急救转运服务收据盖章台州市中心医院玉环楚门镇张贰佰陆拾")
      expect(signs).toContain(sign);
    expect(signs.has("〓")).toBe(false);
    expect(pdf.toString("latin1")).toContain("/Lang (zh-CN)");
  });

  it("prints 〓 and says so where the font has no character", async () => {
    const { pdf, missing } = await renderReceipt({ ...receipt, patient: "𠮷*" });
    expect(missing).toEqual(["𠮷"]);
    const signs = extractable(pdf);
    expect(signs).toContain("〓");
    expect(signs).toContain("库");
  });

  it("goes on to more pages when there is more to say, and says 账单 for a bill", async () => {
    const many = Array.from({ length: 40 }, (_, index) => line(`第 ${index + 1} 项`, 100));
    const { pdf } = await renderReceipt({ ...receipt, kind: "bill", lines: many }, "A4");
    expect(pages(pdf)).toBe(3);
    expect(extractable(pdf)).toContain("账");
  });

  it("refuses a sum that is not whole fen", async () => {
    await expect(renderReceipt({ ...receipt, totalFen: 0.5 })).rejects.toThrow(RangeError);
  });
});

describe("the font", () => {
  it("covers every common character of names and places", () => {
    const common =
      "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗玉环椒江路桥台州楚门东西湖武汉堃祎淼鑫昊妤℃¥×·（）、，。：";
    expect(printable(common)).toEqual({ text: common, missing: [] });
  });

  it("is asked by code point, beyond the basic plane as well", () => {
    const covers = fontCoverage(receiptFaces().regular);
    expect([covers(0x4e2d), covers(0x41), covers(0x20bb7), covers(0x1f600), covers(0x10ffff)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(() => fontCoverage(Buffer.alloc(64))).toThrow(/no cmap/);
  });

  it("drops marks that draw nothing and keeps line breaks from breaking the form", () => {
    expect(printable("葛\u{E0100}洲\n坝😀")).toEqual({ text: "葛洲 坝〓", missing: ["😀"] });
  });
});
