import { TRPCClientError } from "@trpc/client";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import common from "@/messages/zh-CN/common.json";
import errors from "@/messages/zh-CN/errors.json";
import { FailureNote } from "./failure-note";

const shown = (error: unknown, onRetry?: () => void) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ common, errors }}>
      <FailureNote error={error} {...(onRetry ? { onRetry } : {})} />
    </NextIntlClientProvider>,
  );

/** As the client reads it from an answer of the server. */
const failed = (domain: object) =>
  new TRPCClientError("failed", {
    result: { error: { message: "", code: -32600, data: { domain } } } as never,
  });

it("says nothing as long as nothing failed", () => {
  expect(shown(null)).toBe("");
});

it("says what was wrong with a field in the field's own words", () => {
  const fields = [{ path: "licenceNumber", message: "review.licence" }];
  const page = shown(failed({ code: "bad_input", key: "input.invalid", data: {}, fields }));
  expect(page).toContain(errors.review.licence);
  expect(page).not.toContain(errors.input.invalid);
});

it("says of a field without words that something typed is wrong, and never the code", () => {
  const fields = [{ path: "day", message: "Invalid ISO date" }];
  const page = shown(failed({ code: "bad_input", key: "input.invalid", data: {}, fields }));
  expect(page).toContain(errors.input.invalid);
  expect(page).not.toContain("ISO");
});

it("says of a dead network and of what nobody expected what to do", () => {
  expect(shown(new TRPCClientError("fetch failed"))).toContain(errors.offline.what);
  expect(shown(new Error("secret"))).toContain(errors.unexpected.what);
  expect(shown(new Error("secret"))).not.toContain("secret");
});

it("says what a door answered that takes no fields", () => {
  const told = Object.assign(new Error("told"), { key: "rule.not_found", data: {} });
  expect(shown(told)).toContain(errors.rule.not_found);
});

it("offers to try again only where that is possible", () => {
  expect(shown(new Error("x"))).not.toContain("<button");
  expect(shown(new Error("x"), () => undefined)).toContain("<button");
});
