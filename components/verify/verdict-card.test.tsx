import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { VehicleVerdict } from "@/components/api/outputs";
import common from "@/messages/zh-CN/common.json";
import verify from "@/messages/zh-CN/verify.json";
import { CopyWarning, VerdictHead } from "./verdict-card";

const verdict: VehicleVerdict = {
  known: true,
  outcome: "right",
  certified: true,
  reason: null,
  failing: null,
  plate: "浙J0T901",
  serial: "331000-26-000001",
  vehicleClass: "wheelchair",
  operatorZh: "测试机构",
  operatorEn: "Test operator",
  validUntil: null,
  conditions: null,
  scanId: "00000000-0000-7000-8000-000000000000",
  regionId: "331000",
  at: new Date("2026-11-20T02:00:00Z"),
  supervisionPhone: "0576-88000000",
  hotline: "96120",
  copy: null,
  trip: null,
};
const copy = { metres: 31_272, seconds: 290 };

const shown = (told: VehicleVerdict) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ common, verify }}>
      <VerdictHead verdict={told} />
      {told.copy ? <CopyWarning copy={told.copy} /> : null}
    </NextIntlClientProvider>,
  );

it("tells whoever stands before a certified vehicle to board", () => {
  expect(shown(verdict)).toContain("已认证，可以放心乘坐");
});

it("leaves a certified vehicle certified where a copy is suspected, and warns beside it", () => {
  const page = shown({ ...verdict, copy });
  expect(page).toContain("这辆车的认证有效");
  expect(page).not.toContain("可以放心乘坐");
  expect(page).toContain("5 分钟之内");
  expect(page).toContain("约 31 公里");
});

it("says first of an expired one that it expired, whatever is suspected", () => {
  const page = shown({ ...verdict, outcome: "expired", certified: false, reason: "expired", copy });
  expect(page).toContain("这辆车的认证已经过期");
  expect(page).toContain("这枚标识可能有人复制");
});
