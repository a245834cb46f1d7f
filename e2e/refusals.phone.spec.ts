import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { BookingPage, bookingWords } from "./pages/booking-page";
import { acceptOffer, atScreen, book, desk, type Scene } from "./pages/life";
import { askedDispatcher, OffersPage } from "./pages/offers-page";
import { codeTo, readyAccounts } from "./pages/people";
import { trackingWords } from "./pages/tracking-page";

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

/** Of the reserved numbers; each test its own, since a contact holds one slot at a time. */
const phones = { declined: "13900000051", reviewed: "13900000052", cancelled: "13900000053" };
const address = "玉城街道 城中路 12 号";

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

/** An account of the city by its role. */
async function accountOf(page: Page, role: string): Promise<string> {
  const [account] = await readyAccounts(page.request, role);
  if (!account) throw new Error(`No ready account is a ${role}`);
  return account.email;
}

/** The first four answers of an ordinary ride; the condition is the test's own. */
async function answerUntilCondition(booking: BookingPage): Promise<void> {
  await booking.open();
  await booking.answerWho();
  await booking.answerPlace("yhsrmyy");
  await booking.answerOwnPosition(address);
  await booking.answerTomorrow();
}

test("a red flag: 120 with one tap, and the seat takes the record in hand", async ({
  browser,
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const booking = new BookingPage(page);
  await answerUntilCondition(booking);
  await page.getByRole("checkbox", { name: /胸口痛/ }).check({ force: true });
  await booking.next();
  await expect(booking.heading(/请马上打 120/)).toBeFocused();
  await expect(page.getByRole("link", { name: "拨打 120" }).first()).toHaveAttribute("href", "tel:120");
  const shown = page.getByText(/^\d{2}-\d{6}$/);
  await expect(shown).toBeVisible();
  const reference = (await shown.textContent()) ?? "";
  await check(page);
  const seat = await atScreen(
    { browser, locale: "zh-CN", baseURL: baseURL ?? "" },
    await accountOf(page, "seat"),
    desk,
  );
  await seat.goto("/zh-CN/seat/emergency");
  const record = seat.getByRole("article", { name: `移交 ${reference}` });
  await expect(record).toBeVisible();
  await check(seat);
  await record.getByRole("button", { name: "120 已接手" }).click();
  await expect(record.getByText("请写上 120 接手人的姓名或工号")).toBeVisible();
  await record.getByLabel(/^120 那边谁接的/).fill("周调度 0312");
  await record.getByRole("button", { name: "120 已接手" }).click();
  await expect(page.getByText("120 已签收（周调度 0312）。")).toBeVisible({ timeout: 45_000 });
  await seat.context().close();
});

test("a question for the clinician: decided, and the family goes on by itself", async ({
  browser,
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const booking = new BookingPage(page);
  await answerUntilCondition(booking);
  await page.getByRole("checkbox", { name: bookingWords.none }).check({ force: true });
  await booking.next();
  await expect(booking.heading(/离不开下面哪些照护/)).toBeVisible();
  await page.getByRole("checkbox", { name: /说不准/ }).check({ force: true });
  await booking.next();
  await booking.answerNothingWrong();
  await page.getByRole("button", { name: bookingWords.seeSlots }).click();
  await expect(booking.heading(/请医生看一下再安排/)).toBeVisible({ timeout: 30_000 });
  const shown = page.getByText(/^编号 \S+$/);
  const number = /\S+$/.exec((await shown.textContent()) ?? "")?.[0] ?? "";
  await page.getByLabel("您的电话").fill(phones.reviewed);
  await page.getByRole("button", { name: "留下电话" }).click();
  await expect(page.getByText("记下了。")).toBeVisible();
  await check(page);
  const clinician = await atScreen(
    { browser, locale: "zh-CN", baseURL: baseURL ?? "" },
    await accountOf(page, "clinician"),
    desk,
  );
  await clinician.goto("/zh-CN/clinician/queue");
  await check(clinician);
  await clinician.getByRole("link", { name: number }).click();
  await clinician.getByRole("button", { name: /我来处理/ }).click();
  await expect(clinician.getByText("您在处理")).toBeVisible();
  await clinician.getByRole("radio", { name: /^无障碍出行/ }).check({ force: true });
  await clinician.getByRole("radio", { name: "不用隔离" }).check({ force: true });
  await clinician.getByRole("button", { name: "定下来，让预约人选时间" }).click();
  await expect(clinician.getByLabel(/^执业证书编号/)).toBeFocused();
  await clinician.getByLabel(/^执业证书编号/).fill("110330000012345");
  await check(clinician);
  await clinician.getByRole("button", { name: "定下来，让预约人选时间" }).click();
  await clinician.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(clinician.getByText(`${number} 已定`).first()).toBeVisible();
  await expect(booking.heading(bookingWords.slots)).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("button", { name: bookingWords.choose }).first()).toBeVisible({
    timeout: 30_000,
  });
  await clinician.context().close();
});

/** The fee that the tariff of the city asks: none until two hours before the promised time, then something. */
async function expectFeeOfTheHour(page: Page, fee: string): Promise<void> {
  const promised = page.getByText("答应的接车时间").locator("time").first();
  const from = Date.parse((await promised.getAttribute("datetime")) ?? "");
  const isLate = from - Date.now() < 2 * 3_600_000;
  expect(/[1-9]/.test(fee), `${fee}, promised for ${new Date(from).toISOString()}`).toBe(isLate);
}

test("a declined offer goes to the next operator by itself", async ({ browser, page, context, baseURL }) => {
  test.setTimeout(300_000);
  // In the middle of the city, which vehicles of every operator can reach.
  await context.setGeolocation({ latitude: 28.574, longitude: 121.371 });
  const scene: Scene = { browser, page, locale: "zh-CN", baseURL: baseURL ?? "", phone: phones.declined };
  const { tracking, number } = await book(scene, "workday", "tzszxyy");
  const first = await askedDispatcher(page, number);
  const declining = await atScreen(scene, first, desk);
  const offers = new OffersPage(declining);
  await offers.open();
  await offers.expectWithCountdown(number);
  await offers.decline(number);
  await expect(await offers.past(number)).toContainText("路太远");
  await declining.context().close();
  const second = await askedDispatcher(page, number, 2);
  expect(second).not.toBe(first);
  await expect(tracking.title).toHaveText("约好了，等承运方确认");
  const accepting = await atScreen(scene, second, desk);
  const next = new OffersPage(accepting);
  await next.open();
  await next.expectWithCountdown(number);
  await expect(next.offer(number)).toContainText("这是第 2 家被询问的机构");
  await next.accept(number);
  await accepting.context().close();
  await expect(tracking.title).toHaveText("车和人都定好了", { timeout: 30_000 });
});

test("cancelling shows its fee first, and pays back the rest", async ({ browser, page, baseURL }) => {
  test.setTimeout(300_000);
  const scene: Scene = { browser, page, locale: "zh-CN", baseURL: baseURL ?? "", phone: phones.cancelled };
  const booked = await book(scene, "soon");
  const { tracking } = booked;
  const operator = await acceptOffer(scene, booked.number);
  await operator.page.context().close();
  await expect(tracking.title).toHaveText("车和人都定好了", { timeout: 30_000 });
  const since = Date.now() - 1_000;
  const readCode = () => codeTo(page.request, `+86${phones.cancelled}`, since);
  await tracking.pay(readCode);
  const fee = (await page.getByText(trackingWords.cancelFee).locator("strong").textContent()) ?? "";
  await expectFeeOfTheHour(page, fee);
  await tracking.cancel(readCode);
  await expect(page.getByText(/^取消费/)).toContainText(fee);
  await expect(page.getByText(/退款/).first()).toBeVisible({ timeout: 45_000 });
  await check(page);
});

test("no vehicle can drive so far: why not, and what to do now", async ({ page, context }) => {
  const booking = new BookingPage(page);
  // Home is in Xiamen, more than 600 km away: it may be asked for, but no shift is long enough.
  await context.setGeolocation({ latitude: 24.4798, longitude: 118.0894 });
  await answerUntilCondition(booking);
  await booking.answerNothingWrong();
  await page.getByRole("button", { name: bookingWords.seeSlots }).click();
  await expect(page.getByRole("heading", { name: "这个时间排不上车" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/（\d+ 辆）$/).first()).toBeVisible();
  await expect(page.getByText(/司机/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: bookingWords.otherDay })).toBeVisible();
  await expect(page.getByRole("link", { name: /打 96120，座席/ })).toHaveAttribute("href", "tel:96120");
  await expect(page.getByRole("button", { name: bookingWords.choose })).toHaveCount(0);
  await check(page);
});

test("a patient too heavy for every stretcher is a question for the clinician", async ({ page }) => {
  const booking = new BookingPage(page);
  await booking.open();
  await page.getByRole("radio", { name: bookingWords.with }).check({ force: true });
  await page.getByRole("radio", { name: /^躺加宽担架/ }).check({ force: true });
  await booking.next();
  await expect(page.getByText("请填体重，1 到 400 公斤")).toBeVisible();
  await page.getByLabel(/^病人体重/).fill("390");
  await booking.next();
  await booking.answerPlace("yhsrmyy");
  await booking.answerOwnPosition(address);
  await booking.answerTomorrow();
  await booking.answerNothingWrong();
  await page.getByRole("button", { name: bookingWords.seeSlots }).click();
  await expect(booking.heading(/请医生看一下再安排/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("体重超过这种担架的上限，由医生确认怎么送")).toBeVisible();
});
