import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";
import { IntakePage } from "./pages/seat-page";

async function atTheSeat(page: Page): Promise<IntakePage> {
  await page.goto("/zh-CN/sign-in");
  const [seat] = await readyAccounts(page.request, "seat");
  if (!seat) throw new Error("no seat in the demonstration");
  await signIn(page, seat.email);
  return new IntakePage(page);
}

test("a caller is booked by keyboard while talking, and found again by the number", async ({ page }) => {
  const intake = await atTheSeat(page);
  await intake.open();
  await expectAccessible(page);
  const phone = `199${String(Date.now()).slice(-8)}`;
  await intake.calmCall(phone, "none");
  await expect(page.getByText(/个能兑现的时段/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("以前约过："), "the booking in hand is none of before").toHaveCount(0);
  const [floor, lift] = await Promise.all([
    page.getByRole("group", { name: "从哪里接" }).getByRole("button", { name: "加一" }).boundingBox(),
    page.getByRole("group", { name: "从哪里接" }).getByRole("group", { name: "有电梯吗" }).boundingBox(),
  ]);
  const isApart = floor && lift && (floor.y + floor.height <= lift.y || floor.x + floor.width <= lift.x);
  expect(isApart, "floor and lift stand apart").toBe(true);
  await page.reload();
  await expect(page.getByText(/个能兑现的时段/), "a reload loses nothing").toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("1");
  await page.getByLabel("病人姓名").fill("试约人");
  await page.getByLabel("来电人姓名").fill("试来电");
  await page.getByRole("button", { name: "确认预约" }).click();
  await expect(page.getByText("不同意这一条就没法派车，请勾选"), "no consent, no booking").toBeVisible();
  await page.getByLabel(/把病情和地址给承运方/).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "确认预约" }).click();
  await expect(intake.outcome).toBeVisible();
  await page.getByRole("button", { name: /下一个来电/ }).click();
  await intake.phone(phone);
  await expect(page.getByText("以前约过：")).toBeVisible();
  await expect(page.getByText("试*")).toBeVisible();
});

test("a danger sign goes to 120 with a number, and counts only when a person there took it", async ({
  page,
}) => {
  const intake = await atTheSeat(page);
  await intake.open();
  await page.getByRole("button", { name: /新来电/ }).click();
  await intake.phone("19900007701");
  await intake.press(/病人现在有下面这些情况吗/, "1");
  await expect(page.getByRole("heading", { name: "转 120" })).toBeVisible();
  await page.getByRole("button", { name: "移交 120" }).click();
  await expect(page.getByText("请问清楚人在哪里")).toBeVisible();
  await page.getByLabel("人在哪里").fill("玉城街道 试验路 3 号 2 楼");
  await page.getByRole("button", { name: "移交 120" }).click();
  await expect(page.getByRole("heading", { name: /已移交 120/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "120 已接手" }).click();
  await expect(page.getByText("请写上 120 接手人的姓名或工号")).toBeVisible();
  await page.getByLabel("120 那边谁接的").fill("陈调度 07");
  await page.getByRole("button", { name: "120 已接手" }).click();
  await expect(page.getByText("陈调度 07 签收").first()).toBeVisible();
  await page.getByRole("link", { name: /移交单/ }).click();
  await expect(page.getByRole("heading", { name: /转 120 移交单/ })).toBeVisible();
  await expect(page.getByText("玉城街道 试验路 3 号 2 楼")).toBeVisible();
  await page.goto("/zh-CN/seat/callbacks");
  await expect(page.getByRole("link", { name: /199 0000 7701/ }).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

test("a caller from 120 begins with what 120 said", async ({ page }) => {
  const intake = await atTheSeat(page);
  await page.goto("/zh-CN/seat/emergency");
  await expect(page.getByRole("heading", { name: "120 转接" })).toBeVisible();
  await page.getByRole("tab", { name: "登记 120 转来的" }).click();
  await page.getByRole("button", { name: "开始登记" }).click();
  await expect(page.getByText("请填 120 的案件编号。")).toBeVisible();
  await page.getByLabel("120 案件编号").fill("TZ120-5521");
  await page.getByLabel("120 那边是谁").fill("李调度");
  await page.getByLabel("病人或家属电话").fill("19900007702");
  await page.getByLabel("病人姓名").fill("王试阿婆");
  await page.getByLabel("人在哪里").fill("玉城街道 试验路 5 号");
  await page.getByLabel("怎么坐、怎么躺").selectOption("wheelchair");
  await expectAccessible(page);
  await page.getByRole("button", { name: "开始登记" }).click();
  await expect(page).toHaveURL(/\/seat\/intake\?from=/);
  await expect(page.getByText("120 转来：案件 TZ120-5521，李调度")).toBeVisible();
  await expect(page.getByLabel("来电号码")).toHaveValue("19900007702");
  await expect(
    intake.page
      .getByRole("group", { name: /病人能坐吗/ })
      .locator("input")
      .nth(1),
  ).toBeChecked();
});
