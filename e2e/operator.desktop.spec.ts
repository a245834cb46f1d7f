import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { BookingPage } from "./pages/booking-page";
import { personIn, readyAccounts } from "./pages/people";

/** Of the reserved numbers; each test its own, since a contact holds one slot at a time. */
const phone = "13900000031";
const desk = { locale: "zh-CN", width: 1440, height: 900 };
const yuhuan = { geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] };

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

/** A family books a ride for tomorrow; gives the way to its tracking page. */
async function bookTomorrow(browser: Browser, baseURL: string): Promise<void> {
  const context = await browser.newContext({
    baseURL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 390, height: 844 },
    ...yuhuan,
  });
  const booking = new BookingPage(await context.newPage());
  await booking.open();
  await booking.answerWho();
  await booking.answerPlace("yhsrmyy");
  await booking.answerOwnPosition("玉城街道 城中路 12 号");
  await booking.answerTomorrow();
  await booking.answerNothingWrong();
  await booking.askForSlots();
  await booking.chooseFirstSlot();
  await booking.giveNames("测试患者", "测试家属", phone);
  await booking.confirm(await booking.sendCode(phone));
  await context.close();
}

/** The dispatcher whose desk shows an open offer, on the page of offers. */
async function dispatcherWithOffer(browser: Browser, baseURL: string): Promise<Page> {
  const accounts = await readyAccounts((await browser.newContext({ baseURL })).request, "dispatcher");
  const pages: Page[] = [];
  for (const { email } of accounts) pages.push((await personIn(browser, email, { ...desk, baseURL })).page);
  let found: Page | undefined;
  await expect
    .poll(
      async () => {
        for (const page of pages) {
          await page.goto("/zh-CN/operator/offers");
          if ((await page.getByRole("article").count()) > 0) found = page;
          if (found) return true;
        }
        return false;
      },
      { timeout: 90_000 },
    )
    .toBe(true);
  if (!found) throw new Error("Nobody was asked");
  return found;
}

test("an offer is read, nearly declined, accepted by one key and stands in the plan", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(300_000);
  await bookTomorrow(browser, baseURL ?? "");
  const page = await dispatcherWithOffer(browser, baseURL ?? "");
  const offer = page.getByRole("article").first();
  await expect(offer.getByRole("timer")).toBeVisible();
  await expect(offer.getByText("为什么派给您")).toBeVisible();
  await expect(offer).not.toContainText(/测试患者|城中路 12 号/);
  const number = /预约号 (\d\d-\d{6})/.exec((await offer.textContent()) ?? "")?.[1] ?? "";
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
  await page.getByRole("tab", { name: "历史" }).click();
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await check(page);
  await page.goto("/zh-CN/operator/plan");
  await page.getByRole("link", { name: "明天" }).click();
  await page.getByRole("button", { name: new RegExp(number) }).click();
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
