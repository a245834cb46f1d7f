import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { personIn, readyAccounts } from "./pages/people";

/** Of the reserved numbers; each test its own, since a contact holds one slot at a time. */
const _phone = "13900000031";
const desk = { locale: "zh-CN", width: 1440, height: 900 };
const _yuhuan = { geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] };

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

test("a vehicle's form says what is wrong and loses nothing, and leads to its papers", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const [account] = await readyAccounts((await browser.newContext({ baseURL })).request, "dispatcher");
  const { page } = await personIn(browser, account?.email ?? "", { ...desk, baseURL: baseURL ?? "" });
  await page.goto("/zh-CN/operator/fleet/new");
  await page.getByLabel("车牌号").fill("浙J");
  await page.getByLabel("品牌型号").fill("测试车型");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("车牌格式不对")).toBeVisible();
  await expect(page.getByText("请选停车点的位置")).toBeVisible();
  await expect(page.getByLabel("品牌型号")).toHaveValue("测试车型");
  await check(page);
  await page.getByLabel("车牌号").fill(`浙J0T${String(Date.now()).slice(-3)}`);
  await page.getByLabel("注册登记日期").fill("2025-03-01");
  await page.getByRole("combobox", { name: /附近的医院/ }).fill("yhsrmyy");
  await page.locator("[role=option]").first().click();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("tab", { name: "认证与材料", selected: true })).toBeVisible();
  await page.getByRole("button", { name: "申请认证" }).click();
  await expect(page.getByRole("button", { name: "交材料 机动车行驶证" })).toBeVisible();
  await check(page);
});
