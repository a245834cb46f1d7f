import { expect, test } from "@playwright/test";
import { expectAccessible } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

test("the regulator suspends a vehicle after seeing what it hits, and lifts it; the audit knows", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const [account] = await readyAccounts(page.request, "regulator");
  await signIn(page, account?.email ?? "");
  await page.goto("/regulator/certification?view=all");
  await page.getByLabel("类别").selectOption({ label: "车辆" });
  await page.getByRole("row").filter({ hasText: "已认证" }).getByRole("link").last().click();
  await page.getByRole("button", { name: "暂停", exact: true }).click();
  const suspend = page.getByRole("dialog", { name: "暂停" });
  await expect(suspend.getByText(/会影响 \d+ 个班次|没有排好的班次/)).toBeVisible();
  await suspend.getByRole("button", { name: "暂停", exact: true }).click();
  await expect(suspend.getByText("请写明原因")).toBeVisible();
  await suspend.getByLabel("原因").fill("端到端检查：随车氧气瓶压力不足");
  await suspend.getByRole("button", { name: "暂停", exact: true }).click();
  await expect(page.getByText("已暂停", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "恢复", exact: true }).click();
  const lift = page.getByRole("dialog", { name: "恢复" });
  await lift.getByLabel("原因").fill("已复查合格");
  await lift.getByRole("button", { name: "恢复", exact: true }).click();
  await expect(page.getByText("已认证", { exact: true }).first()).toBeVisible();
  await page.goto("/regulator/audit?verb=certification.decide");
  await expect(page.getByRole("row").filter({ hasText: "氧气瓶压力不足" }).first()).toBeVisible();
  await page.getByRole("button", { name: "导出数据文件" }).click();
  await expect(page.getByText(/已导出 \d+ 条/)).toBeVisible({ timeout: 60_000 });
});

test("the draft that jumps at 100 km says why it cannot be put in force", async ({ page }) => {
  const [account] = await readyAccounts(page.request, "regulator");
  await signIn(page, account?.email ?? "");
  await page.goto("/regulator/rules");
  await page.getByRole("link", { name: /武义县/ }).click();
  await expect(page.getByText(/100 公里处价格跳升/).first()).toBeVisible();
  await expectAccessible(page);
});
