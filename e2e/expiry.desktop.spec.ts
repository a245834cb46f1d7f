import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./pages/accessible";
import { atScreen, book, desk, type Scene } from "./pages/life";
import { askedDispatcher, OffersPage } from "./pages/offers-page";
import { readyAccounts } from "./pages/people";

// In the middle of the city, which vehicles of every operator can reach.
test.use({ geolocation: { latitude: 28.574, longitude: 121.371 }, permissions: ["geolocation"] });

/** The region's administrator says how many minutes an operator has to answer, by the form and with the source. */
async function answerWithin(page: Page, minutes: string, urgentMinutes: string): Promise<void> {
  await page.goto("/zh-CN/admin/regions");
  await page.locator("summary", { hasText: "修改设置" }).click();
  await page.getByLabel(/^派单答复期限/).fill(minutes);
  await page.getByLabel(/^紧急派单答复期限/).fill(urgentMinutes);
  await page.getByLabel(/^修改依据/).fill("区域管理员会议纪要 2026-11");
  await page.getByRole("button", { name: "保存并生效" }).click();
  await expect(page.getByText("已保存").first()).toBeVisible();
}

test("an offer nobody answers runs out and goes to the next operator by itself", async ({
  browser,
  page,
  baseURL,
}) => {
  test.setTimeout(360_000);
  const scene: Scene = { browser, page, locale: "zh-CN", baseURL: baseURL ?? "", phone: "13900000054" };
  const [account] = await readyAccounts(page.request, "region_admin");
  const admin = await atScreen(scene, account?.email ?? "", desk);
  await answerWithin(admin, "1", "1");
  try {
    const { tracking, number } = await book(scene, "workday", "tzszxyy");
    const first = await askedDispatcher(page, number);
    const silent = await atScreen(scene, first, desk);
    const offers = new OffersPage(silent);
    await offers.open();
    await offers.expectWithCountdown(number);
    // A minute to answer, and the sweep behind it.
    await expect(offers.offer(number)).toHaveCount(0, { timeout: 150_000 });
    await expect(await offers.past(number)).toContainText("已过期");
    await expectAccessible(silent);
    await silent.context().close();
    expect(await askedDispatcher(page, number, 2)).not.toBe(first);
    await expect(tracking.title).toHaveText("约好了，等承运方确认");
  } finally {
    await answerWithin(admin, "10", "3");
  }
});
