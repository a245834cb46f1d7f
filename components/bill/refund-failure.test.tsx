import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import finance from "@/messages/zh-CN/finance.json";
import { RefundFailure } from "./refund-failure";

const words = (code: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ finance }}>
      <RefundFailure code={code} />
    </NextIntlClientProvider>,
  );

// https://docs.stripe.com/api/refunds/object#refund_object-failure_reason
it.each([
  "charge_for_pending_refund_disputed",
  "declined",
  "expired_or_canceled_card",
  "insufficient_funds",
  "lost_or_stolen_card",
  "merchant_request",
  "unknown",
])("says Stripe's %s in words", (code) => {
  expect(words(code)).not.toContain(code);
});

it("leaves no code alone that has no words yet", () => {
  expect(words("brand_new_code")).toBe("支付平台的答复：brand_new_code");
});
