import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { arriveAs } from "./pages/tour";

const w = {
  status: /^(处理情况|Decision)$/,
  reason: /^(理由|Reason)/,
  dismiss: /^(排除|Dismiss)$/,
  short: /请写明理由，至少 4 个字|Say why, in at least 4 characters/,
  dismissed: /^(已排除|Dismissed)$/,
};

test("a finding is looked at and decided with a reason, and its detector's precision says so", async ({
  page,
}, info) => {
  const locale = info.project.name.startsWith("en") ? "en" : "zh-CN";
  await arriveAs(page, "regulator", locale);
  await page.goto(`/${locale}/regulator/findings`);
  await page.getByLabel(w.status).selectOption("open");
  await page.locator('main a[href*="/regulator/findings/"]').first().click();
  await page.waitForURL(/\/regulator\/findings\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: w.dismiss }).click();
  await expect(page.getByText(w.short)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const reason = `已核对行车记录和签字，属实情况有合理解释 ${info.project.name}`;
  await page.getByLabel(w.reason).fill(reason);
  await page.getByRole("button", { name: w.dismiss }).click();
  await expect(page.getByText(w.dismissed).first()).toBeVisible();
  await expect(page.getByText(reason)).toBeVisible();
  await page.goto(`/${locale}/regulator/findings`);
  await expect(page.getByText(/\d+%.*\d+\D+\d+/).first()).toBeVisible();
});
