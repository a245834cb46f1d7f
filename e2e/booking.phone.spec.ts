import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { BookingPage, bookingWords } from "./pages/booking-page";
import { messageTo } from "./pages/people";
import { TrackingPage, trackingWords } from "./pages/tracking-page";

/** Of the reserved numbers; each test its own, since a contact holds one slot at a time. */
const phones = { books: "13900000021", alarms: "13900000022" };
const address = "玉城街道 城中路 12 号";

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

test("a family books, looks, and cancels with the fee shown first", async ({ page }) => {
  test.setTimeout(240_000);
  const booking = new BookingPage(page);
  const check = async () => {
    await expectAccessible(page);
    await expectNoSideways(page);
  };
  await booking.open();
  await booking.next();
  await expect(page.getByText("请选一下您是谁")).toBeVisible();
  await check();
  await booking.answerWho();
  await expect(booking.heading(/从哪里接/)).toBeFocused();
  await check();
  await booking.answerPlace("yhsrmyy");
  await booking.answerOwnPosition(address);
  await expect(booking.heading(/什么时候走/)).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel(bookingWords.address)).toHaveValue(address);
  await page.reload();
  await expect(page.getByLabel(bookingWords.address)).toHaveValue(address);
  await check();
  await booking.next();
  await check();
  await booking.answerTomorrow();
  await expect(page.getByRole("checkbox").first()).toBeVisible();
  await check();
  await booking.answerNothingWrong();
  await check();
  await booking.askForSlots();
  await expect(page.getByRole("button", { name: bookingWords.choose })).not.toHaveCount(0, {
    timeout: 45_000,
  });
  await check();
  await booking.chooseFirstSlot();
  await expect(page.getByRole("timer")).toContainText(/^[45]:/);
  await page.getByRole("button", { name: bookingWords.sendCode }).click();
  await expect(page.getByLabel(bookingWords.patientName)).toBeFocused();
  await page.getByLabel(bookingWords.idNumber).fill("110101199003070012");
  await expect(page.getByText(/身份证号最后一位对不上/)).toBeVisible();
  await check();
  await page.getByLabel(bookingWords.idNumber).fill("");
  await booking.giveNames("陈𬍛华", "陈小玉", phones.books);
  const code = await booking.sendCode(phones.books);
  await booking.enterCode(code === "000000" ? "111111" : "000000");
  await expect(page.getByText(/验证码不对/)).toBeVisible();
  await check();
  await booking.confirm(code);
  const tracking = new TrackingPage(page);
  await expect(tracking.title).toHaveText(trackingWords.booked);
  await check();
  const since = Date.now() - 1_000;
  await tracking.cancel(async () => {
    const sent = await messageTo(
      page.request,
      (it) => it.code !== undefined && it.to.includes(phones.books) && Date.parse(it.at) >= since,
    );
    return sent.code ?? "";
  });
  await check();
});

test("a red flag leads to 120 at once, with a number to read out and a call back", async ({ page }) => {
  const booking = new BookingPage(page);
  await booking.open();
  await booking.answerWho();
  await booking.answerPlace("yhsrmyy");
  await booking.answerOwnPosition(address);
  await booking.answerTomorrow();
  await page.getByRole("checkbox", { name: /喘不上气/ }).check({ force: true });
  await booking.next();
  await expect(booking.heading(/请马上打 120/)).toBeFocused();
  await expect(page.getByRole("link", { name: "拨打 120" }).first()).toHaveAttribute("href", "tel:120");
  await expect(page.getByText(/^\d{2}-\d{6}$/)).toBeVisible();
  await page.getByLabel("手机号或座机").fill(phones.alarms);
  await page.getByRole("button", { name: "请打给我" }).click();
  await expect(page.getByText(`之前打 ${phones.alarms}`)).toBeVisible();
  await expectAccessible(page);
});

test("a network that dies in the middle of the form loses nothing", async ({ page, context }) => {
  const booking = new BookingPage(page);
  await booking.open();
  await booking.answerWho();
  await booking.answerPlace("yhsrmyy");
  await booking.answerOwnPosition(address);
  await booking.answerTomorrow();
  await booking.answerNothingWrong();
  await context.setOffline(true);
  await page.getByRole("button", { name: bookingWords.seeSlots }).click();
  await expect(page.getByRole("alert").filter({ hasText: "您填写的内容还在" })).toBeVisible();
  await expect(page.getByText(address)).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(booking.heading(bookingWords.slots)).toBeVisible();
});
