import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import common from "@/messages/zh-CN/common.json";
import verify from "@/messages/zh-CN/verify.json";
import { TripCheck } from "./trip-check";

const shown = (state: "waiting" | "failed" | "gone") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ common, verify }}>
      <TripCheck state={state} isRetrying={false} onRetry={() => undefined} />
    </NextIntlClientProvider>,
  );

it("says that the trip is still being compared", () => {
  expect(shown("waiting")).toContain("正在和您的行程核对");
});

it("warns when the comparison failed, says what to do and offers to ask again", () => {
  const page = shown("failed");
  expect(page).toContain("没能和您的行程核对");
  expect(page).toContain("核对车牌");
  expect(page).toContain("<button");
});

it("warns when the link opens nothing any more, where asking again would not help", () => {
  const page = shown("gone");
  expect(page).toContain("没能和您的行程核对");
  expect(page).not.toContain("<button");
});
