import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./pages/accessible";
import { BookingPage, bookingWords as w } from "./pages/booking-page";
import { pressByKey, tabTo, typeByKey } from "./pages/keys";
import { codeTo } from "./pages/people";
import { TrackingPage, trackingWords } from "./pages/tracking-page";

/**
 * The keyboard script of a family, no pointer anywhere: Tab to the first of a group, arrows choose, Enter goes on; the
 * focus stands on each new heading. It books, follows, and cancels.
 */
async function goOn(page: Page): Promise<void> {
  await pressByKey(page, page.getByRole("button", { name: w.next }));
}

async function answerPlaces(page: Page): Promise<void> {
  for (const typed of ["yhsrmyy", "yuhuan"]) {
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toBeFocused();
    await typeByKey(page, page.getByRole("combobox", { name: w.search }), typed);
    await expect(page.locator("[role=option]").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    if (typed === "yuhuan") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const before = (await heading.textContent()) ?? "";
    await goOn(page);
    await expect(heading).not.toHaveText(before);
  }
}

async function answerTomorrow(page: Page): Promise<void> {
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: w.tomorrow })).toBeChecked();
  await tabTo(page, page.getByLabel(w.anyTime));
  await page.keyboard.press("Space");
  await expect(page.getByLabel(w.anyTime)).toBeChecked();
  await goOn(page);
}

/** Nothing of all that the region asks. */
async function answerQuestions(page: Page): Promise<void> {
  const heading = page.getByRole("heading", { level: 1 });
  const extras = page.getByRole("heading", { level: 1, name: w.extras });
  await expect(page.getByRole("checkbox").or(extras).first()).toBeVisible();
  while (!(await extras.isVisible())) {
    const before = (await heading.textContent()) ?? "";
    await tabTo(page, page.getByRole("checkbox", { name: w.none }));
    await page.keyboard.press("Space");
    await goOn(page);
    await expect(heading).not.toHaveText(before);
  }
}

async function chooseSlot(page: Page): Promise<void> {
  await pressByKey(page, page.getByRole("button", { name: w.seeSlots }));
  const choose = page.getByRole("button", { name: w.choose });
  await expect(choose.first()).toBeVisible({ timeout: 45_000 });
  await expectAccessible(page);
  const details = page.getByRole("heading", { level: 1, name: w.details });
  for (let attempt = 0; attempt < 3 && !(await details.isVisible()); attempt++) {
    await pressByKey(page, choose.nth(attempt));
    await expect(details.or(page.getByText(w.taken).first())).toBeVisible({ timeout: 45_000 });
  }
  await expect(details).toBeFocused();
}

async function confirm(page: Page, phone: string): Promise<void> {
  await typeByKey(page, page.getByLabel(w.patientName), "王秀英");
  await typeByKey(page, page.getByLabel(w.bookerName), "王小华");
  await tabTo(page, page.getByLabel(w.relation));
  await page.keyboard.press("ArrowDown");
  await typeByKey(page, page.getByLabel(w.phone), phone);
  await tabTo(page, page.getByLabel(w.consent));
  await page.keyboard.press("Space");
  const since = Date.now() - 1_000;
  await pressByKey(page, page.getByRole("button", { name: w.sendCode }));
  const code = page.getByLabel(w.code);
  await expect(code).toBeVisible({ timeout: 30_000 });
  await typeByKey(page, code, await codeTo(page.request, `+86${phone}`, since));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/track\//);
}

async function cancel(page: Page, phone: string): Promise<void> {
  const tracking = new TrackingPage(page);
  await expect(tracking.title).toHaveText(trackingWords.booked);
  await expectAccessible(page);
  await pressByKey(page, page.getByRole("button", { name: trackingWords.cancel }));
  await pressByKey(page, page.getByRole("button", { name: trackingWords.sure }));
  const toPhone = page.getByRole("button", { name: trackingWords.toPhone });
  const over = tracking.title.filter({ hasText: trackingWords.cancelled });
  await expect(toPhone.or(over)).toBeVisible({ timeout: 30_000 });
  if (await toPhone.isVisible()) {
    const since = Date.now() - 1_000;
    await pressByKey(page, toPhone);
    await typeByKey(
      page,
      page.getByLabel(trackingWords.code),
      await codeTo(page.request, `+86${phone}`, since),
    );
    await page.keyboard.press("Enter");
  }
  await expect(over).toBeVisible({ timeout: 30_000 });
}

test("a family books, follows and cancels by keyboard alone", async ({ page }, info) => {
  test.setTimeout(240_000);
  const { name } = info.project;
  const locale = name.startsWith("en") ? "en" : "zh-CN";
  /** Of the reserved numbers; each run its own, since a contact holds one slot at a time. */
  const phone = `1390000008${["zh-phone", "zh-desktop", "en-phone", "en-desktop"].indexOf(name)}`;
  const booking = new BookingPage(page);
  await booking.open(locale);
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: w.with })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: w.wheelchair })).toBeChecked();
  await goOn(page);
  await answerPlaces(page);
  await answerTomorrow(page);
  await answerQuestions(page);
  await expectAccessible(page);
  await chooseSlot(page);
  await expectAccessible(page);
  await confirm(page, phone);
  await cancel(page, phone);
  await expectAccessible(page);
});
