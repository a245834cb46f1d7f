import { expect, test } from "@playwright/test";
import { expectAccessible } from "./pages/accessible";
import { BookingPage, bookingWords } from "./pages/booking-page";

/** Of the reserved numbers; each test its own, since a contact holds one slot at a time. */
const phones = { books: "13900000021", alarms: "13900000022" };
const address = "玉城街道 城中路 12 号";

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

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
