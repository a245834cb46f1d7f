import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FailLines, FailList } from "./fails";

const fails = [
  { ruleId: "vehicle-age", textZh: "车龄超过 8 年", textEn: "Older than 8 years" },
  { ruleId: "oxygen", textZh: "没有氧气瓶", textEn: "No oxygen" },
];
const shown = (locale: string, children: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="Asia/Shanghai" messages={{}}>
      {children}
    </NextIntlClientProvider>,
  );

it("says every reason in the reader's language", () => {
  const page = shown("zh-CN", <FailLines fails={fails} />);
  expect(page).toContain("车龄超过 8 年");
  expect(page).toContain("没有氧气瓶");
  expect(shown("en", <FailLines fails={fails} />)).toContain("No oxygen");
  expect(shown("en", <FailList fails={fails} />)).not.toContain("没有氧气瓶");
});

it("shows nothing where nothing fails", () => {
  expect(shown("en", <FailLines fails={[]} />)).toBe("");
});

it("names the rule above its reason where that is known", () => {
  const page = shown(
    "zh-CN",
    <FailList fails={fails} titleOf={(id) => (id === "oxygen" ? "供氧" : "车龄")} />,
  );
  expect(page.indexOf("供氧")).toBeLessThan(page.indexOf("没有氧气瓶"));
});
