import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { atScreen, book, type Scene, desk as screen } from "./pages/life";
import { askedDispatcher, OffersPage } from "./pages/offers-page";
import { personIn, readyAccounts } from "./pages/people";

const desk = { locale: "zh-CN", width: 1440, height: 900 };

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

test("an offer is read, nearly declined, accepted by one key and stands in the plan", async ({
  browser,
  page: family,
  baseURL,
}) => {
  test.setTimeout(300_000);
  /** Of the reserved numbers; each test its own, since a contact holds one slot at a time. */
  const phone = "13900000031";
  const scene: Scene = { browser, page: family, locale: "zh-CN", baseURL: baseURL ?? "", phone };
  const { number } = await book(scene, "soon");
  const page = await atScreen(scene, await askedDispatcher(family, number), screen);
  const offers = new OffersPage(page);
  await offers.open();
  await offers.expectWithCountdown(number);
  const offer = offers.offer(number);
  await expect(offer.getByText("为什么派给您")).toBeVisible();
  await expect(offer).not.toContainText(/王秀英|城中路 12 号/);
  await check(page);
  await offer.focus();
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /拒单/ }).click();
  await expect(dialog.getByText("请选一个原因。")).toBeVisible();
  await check(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await offer.focus();
  await page.keyboard.press("a");
  await expect(page.getByText(`已接单：${number}`)).toBeVisible();
  await offers.openTrip(number);
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await check(page);
  // Late in the evening "as soon as possible" is tomorrow.
  await page.goto("/zh-CN/operator/plan");
  const bar = page.getByRole("button", { name: new RegExp(number) });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if ((await bar.count()) === 0) await page.getByRole("link", { name: "明天" }).click();
  await bar.click();
  await expect(page.getByRole("dialog").getByText("未出发")).toBeVisible();
  await check(page);
});

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

test("a shift without crew is not saved, and every page of the desk reads well", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const [account] = await readyAccounts((await browser.newContext({ baseURL })).request, "dispatcher");
  const { page } = await personIn(browser, account?.email ?? "", { ...desk, baseURL: baseURL ?? "" });
  await page.goto("/zh-CN/operator/shifts");
  await page.getByRole("link", { name: "下周", exact: true }).click();
  await expect(page.getByRole("button", { name: /–\d\d:\d\d/ }).first()).toBeVisible();
  await page
    .getByRole("button", { name: /–\d\d:\d\d/ })
    .first()
    .click();
  await expect(page.getByRole("dialog", { name: "修改班次" })).toBeVisible();
  await check(page);
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /新建班次/ })
    .first()
    .click();
  await page.getByRole("button", { name: "保存班次" }).click();
  await expect(page.getByText("请选人，或去掉这一行。").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "复制这一周" }).click();
  await expect(page.getByText(/（周一）开始/)).toBeVisible();
  for (const path of ["offers", "plan", "trips", "fleet", "crew", "papers", "statements"]) {
    await page.goto(`/zh-CN/operator/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await check(page);
  }
});
