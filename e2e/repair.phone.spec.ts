import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

const words = {
  "zh-CN": {
    out: "车辆或人员出状况",
    vehicle: "车辆和班次",
    submit: "推算办法",
    missing: "请选车辆。",
    keep: "不改任何承诺",
    leave: "先不调整",
    left: "没有调整",
  },
  en: {
    out: "Vehicle or crew out",
    vehicle: "Vehicle and shift",
    submit: "Work out the options",
    missing: "Choose the vehicle.",
    keep: "Move no promise",
    leave: "Change nothing",
    left: "Nothing was changed",
  },
};

test("a vehicle fails: the dispatcher sees within seconds what can be done, and leaves it", async ({
  page,
  locale,
}) => {
  test.setTimeout(180_000);
  const its = words[locale === "en" ? "en" : "zh-CN"];
  await page.goto(`/${locale}/sign-in`);
  const [dispatcher] = await readyAccounts(page.request, "dispatcher");
  await signIn(page, dispatcher?.email ?? "");
  await page.goto(`/${locale}/operator/plan`);
  await page.getByRole("link", { name: its.out }).click();
  await page.getByRole("button", { name: its.submit }).click();
  await expect(page.getByText(its.missing)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(its.vehicle).selectOption({ index: 1 });
  await page.getByRole("button", { name: its.submit }).click();
  await expect(page.getByRole("heading", { name: its.keep })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole("button", { name: its.leave }).click();
  await expect(page.getByText(its.left).first()).toBeVisible();
});
