import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import rule from "@/messages/zh-CN/rule.json";
import { RuleHeader } from "./rule-header";

vi.mock("@/messages/navigation", () => ({ Link: "a" }));

const shown = (titleZh: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ rule }}>
      <RuleHeader
        rule={{ kind: "standard", titleZh, titleEn: "Standard" }}
        back={{ href: "/rules", label: "全部" }}
      />
    </NextIntlClientProvider>,
  );

it("says the kind below a name of its own", () => {
  const page = shown("台州市车辆标准");
  expect(page).toContain("台州市车辆标准</h1>");
  expect(page).toContain(`>${rule.kinds.standard}<`);
});

it("does not say the name twice where it is the kind's", () => {
  expect(shown(rule.kinds.standard).split(rule.kinds.standard)).toHaveLength(2);
});
