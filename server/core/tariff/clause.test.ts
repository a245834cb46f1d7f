import { createTranslator } from "next-intl";
import { expect, it } from "vitest";
import booking from "@/messages/zh-CN/booking.json";
import { clauseWords } from "./clause";

it("says a clause in words, with its number where there are several", () => {
  const t = createTranslator({ locale: "zh-CN", messages: { booking }, namespace: "booking.price" });
  const texts = Object.assign(
    (key: string, values?: Record<string, string | number>) => t(key as never, values as never),
    {
      has: (key: string) => t.has(key as never),
    },
  );
  expect(clauseWords("taizhou-2025-10@1#bands[0].startFen", texts)).toMatch(/^里程分段.*1/);
  expect(clauseWords("x@1#unheardOf", texts)).toBe("unheardOf");
});
