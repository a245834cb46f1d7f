import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

/** Every first page of the regulator, with what must stand on it. */
const pages = [
  ["/regulator/overview", "总览"],
  ["/regulator/map", "车辆地图"],
  ["/regulator/certification", "认证"],
  ["/regulator/trips", "行程"],
  ["/regulator/markings", "标识查验记录"],
  ["/regulator/findings", "疑点"],
  ["/regulator/rules", "规则与价目"],
  ["/regulator/cases", "投诉案件"],
  ["/regulator/allocation", "分配情况"],
  ["/regulator/audit", "审计记录"],
] as const;

test("the regulator suspends a vehicle after seeing what it hits, and lifts it; the audit knows", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const [account] = await readyAccounts(page.request, "regulator");
  await signIn(page, account?.email ?? "");
  for (const [href, title] of pages) {
    await page.goto(href);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
  }
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
