import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

test("a figure opens into exactly the bookings it counts, and both leave as files", async ({ page }) => {
  test.setTimeout(120_000);
  const [account] = await readyAccounts(page.request, "regulator");
  await signIn(page, account?.email ?? "");
  // Days that are over: what other people do meanwhile changes nothing of them.
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/regulator/overview?from=${day(25)}&until=${day(5)}`);
  const trips = page.getByRole("link", { name: /^安排的行程/ });
  const count = ((await trips.textContent()) ?? "").replaceAll(",", "");
  expect(Number(count)).toBeGreaterThan(0);
  const whole = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 Excel" }).click();
  expect((await readFile(await (await whole).path())).subarray(0, 2).toString()).toBe("PK");
  await trips.click();
  await expect(page.getByRole("heading", { level: 1, name: "安排的行程：明细" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: `找到 ${count} 次预约` })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const first = page.getByRole("row").nth(1).getByRole("link").first();
  const number = (await first.textContent()) ?? "";
  const list = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 CSV" }).click();
  const lines = (await readFile(await (await list).path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(Number(count) + 1);
  expect(lines.some((line) => line.startsWith(number))).toBe(true);
  await page.getByRole("link", { name: "下一页" }).click();
  await expect(page).toHaveURL(/page=\d+/);
  await page.goto("/regulator/map/wall");
  await expect(page.getByRole("heading", { level: 1, name: "车辆实况" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
});
