import fc from "fast-check";
import { expect, it } from "vitest";
import { invoiceAsk } from "./input";
import { amountToInvoice, invoiceableFen, invoiceLines, needsRedLetter, redLines, taxOf } from "./lines";

const fen = fc.integer({ min: 0, max: 5_000_000 });

it("invoices never more than was owed and kept, and lines add up to the fen", () => {
  fc.assert(
    fc.property(
      fc.array(fen, { maxLength: 6 }),
      fen,
      fen,
      fen,
      fc.integer({ min: 0, max: 13 }),
      (sums, a, b, c, tax) => {
        const billed = sums.map((billedFen, index) => ({ label: `第 ${index} 项`, billedFen }));
        const billFen = sums.reduce((total, it) => total + it, 0);
        const standing = {
          billFen,
          forgivenFen: Math.min(a, billFen),
          receivedFen: b,
          refundedFen: Math.min(b, c),
        };
        const amount = invoiceableFen(standing);
        expect(amount).toBeLessThanOrEqual(billFen);
        expect(amount).toBeLessThanOrEqual(b);
        if (amount === 0) return;
        const lines = invoiceLines(billed, amount, tax);
        expect(lines.reduce((total, it) => total + it.totalFen, 0)).toBe(amount);
        expect(taxOf(lines)).toBeGreaterThanOrEqual(0);
        expect(taxOf([...lines, ...redLines(lines)])).toBe(0);
        expect(needsRedLetter(amount, standing)).toBe(false);
        expect(needsRedLetter(amount + 1, standing)).toBe(true);
      },
    ),
  );
});

it("refuses to invoice nothing", () => {
  const nothing = { billFen: 100, forgivenFen: 0, receivedFen: 0, refundedFen: 0 };
  expect(() => amountToInvoice(nothing)).toThrow(/invoice.nothing_paid/);
  expect(() => invoiceLines([], 0, 1)).toThrow(RangeError);
});

it("asks an organisation for its whole credit code, and a person for a name", () => {
  const bookingId = "019a0000-0000-7000-8000-000000000000";
  const ask = (title: unknown, email = "a@example.org") => invoiceAsk.safeParse({ bookingId, title, email });
  expect(ask({ kind: "person", title: "张三" }).success).toBe(true);
  const whole = { kind: "organisation", title: "台州市中心医院", taxNumber: " 91350100m000100y43 " };
  expect(ask(whole).data?.title).toMatchObject({ taxNumber: "91350100M000100Y43" });
  expect(ask({ ...whole, taxNumber: "91350100M000100Y44" }).error?.issues[0]?.message).toBe(
    "invoice.tax_number",
  );
  expect(ask({ kind: "person", title: "张" }).success).toBe(false);
  expect(ask({ kind: "person", title: "张三" }, "nobody").success).toBe(false);
});
