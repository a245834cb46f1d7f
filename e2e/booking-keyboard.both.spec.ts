import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible } from "./pages/accessible";
import { BookingPage, bookingWords as w } from "./pages/booking-page";

/**
 * The keyboard script of the booking, no pointer anywhere: Tab to the first group, arrows choose, Enter goes on; the
 * focus stands on each new heading.
 */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

async function goOn(page: Page): Promise<void> {
  await tabTo(page, page.getByRole("button", { name: w.next }));
  await page.keyboard.press("Enter");
}

test("the six answers are given by keyboard alone", async ({ page }, info) => {
  const locale = info.project.name.startsWith("en") ? "en" : "zh-CN";
  const booking = new BookingPage(page);
  await booking.open(locale);
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: w.with })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: w.wheelchair })).toBeChecked();
  await goOn(page);
  for (const typed of ["yhsrmyy", "yuhuan"]) {
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toBeFocused();
    const search = page.getByRole("combobox", { name: w.search });
    await tabTo(page, search);
    await page.keyboard.type(typed);
    await expect(page.locator("[role=option]").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    if (typed === "yuhuan") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const before = (await heading.textContent()) ?? "";
    await goOn(page);
    await expect(heading).not.toHaveText(before);
  }
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: w.tomorrow })).toBeChecked();
  await goOn(page);
  const none = page.getByRole("checkbox", { name: w.none });
  await expect(none).toBeVisible();
  await tabTo(page, none);
  await page.keyboard.press("Space");
  await expect(none).toBeChecked();
  await expectAccessible(page);
});
