import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { personIn, readyAccounts } from "./pages/people";

test("a subscription whose card cannot be charged says so by itself, and another card mends it", async ({
  browser,
  page: visitor,
  baseURL,
}) => {
  const dispatchers = await readyAccounts(visitor.request, "dispatcher");
  const email = dispatchers.at(-1)?.email ?? "";
  const look = { locale: "zh-CN", width: 390, height: 844, baseURL: baseURL ?? "" };
  const { context, page } = await personIn(browser, email, look);
  await page.goto("/zh-CN/operator/subscription");
  await expect(page.getByRole("heading", { level: 1, name: "平台订阅" })).toBeVisible();
  await expectNoSideways(page);
  // A journey that is run again finds the plan there, and leaves the bad card in its place.
  const tryIt = page.getByRole("button", { name: /^试用/ }).last();
  const isNew = await tryIt.isVisible();
  await (isNew ? tryIt : page.getByRole("button", { name: "换一张卡" })).click();
  await page.waitForURL(/\/pay\//);
  const { origin, pathname } = new URL(page.url());
  await page.getByRole("button", { name: /0341/ }).click();
  await page.waitForURL(/checkout=done/);
  await expect(page.getByText(isNew ? "试用中" : "一切就绪").first()).toBeVisible();
  const session = pathname.split("/").at(-1);
  const days = isNew ? 15 : 32;
  await page.request.post(`${origin}/peer/sessions/${session}/advance`, { data: JSON.stringify({ days }) });
  await expect(page.getByText(/扣款没有成功，.*未付/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("任何一趟转运都不会因此停下")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "换卡并付清" }).click();
  await page.waitForURL(/\/pay\//);
  await page.getByRole("button", { name: /4242/ }).click();
  await page.waitForURL(/checkout=done/);
  await expect(page.getByText("正常", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectNoSideways(page);
  await context.close();
});
