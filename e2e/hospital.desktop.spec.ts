import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

test("a case manager books a ward's patient by keyboard, finds, prints, shares and cancels the booking", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const [manager] = await readyAccounts(request, "case_manager");
  await page.goto("/zh-CN/sign-in");
  await signIn(page, manager?.email ?? "");

  await page.goto("/zh-CN/hospital/desk");
  await expect(page.getByRole("heading", { level: 1, name: "出院转院预约" })).toBeVisible();
  await page.locator("[data-patient]").first().click();
  const home = page.getByRole("radio", { name: /^回家/ });
  await expect(home).toBeFocused();

  // Home, tomorrow morning, stretcher, one relative; no red flag, no care, no infection, stable.
  for (const [digit, next] of [
    ["1", "什么时候走"],
    ["4", "这次怎么坐、怎么躺"],
    ["3", "家属陪同"],
    ["2", "病人现在有下面这些情况吗？"],
    ["7", "路上需要哪些照护？"],
    ["9", "病人有会传染的病，或者特别怕被传染吗？"],
    ["5", "最近 2 小时量的生命体征怎么样？"],
  ] as const) {
    await page.keyboard.press(digit);
    await expect(page.getByRole("group", { name: next }).locator("input:focus")).toHaveCount(1);
  }
  await page.keyboard.press("1");
  await expect(page.getByRole("button", { name: "查时段和价格" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("button", { name: "选这个时间" }).first()).toBeFocused({ timeout: 60_000 });
  await page.keyboard.press("1");
  const consent = page.getByRole("checkbox", { name: /把病情和地址给承运方/ });
  await expect(consent).toBeFocused({ timeout: 60_000 });
  await expect(consent).not.toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByText("不同意这一条就没法派车，请勾选")).toBeVisible();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByText("约好了", { exact: true })).toBeVisible({ timeout: 60_000 });

  await page.getByRole("link", { name: "打印、发链接" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^预约 / })).toBeVisible({ timeout: 60_000 });
  const number = (await page.getByRole("heading", { level: 1 }).innerText()).replace("预约", "").trim();
  await expectAccessible(page);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "转运行程单" })).toBeVisible();
  await expect(page.getByRole("img", { name: "行程二维码" })).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await page.getByLabel(/^家属姓名/).fill("柳青禾");
  await page.getByLabel(/^和病人的关系/).selectOption("child");
  await page.getByLabel("手机号", { exact: true }).fill("13800138000");
  await page.getByRole("button", { name: "发送" }).click();
  await expect(page.getByText("需要先得到病人同意，才能把链接发给家人。")).toBeVisible();
  await page.getByRole("checkbox", { name: "病人同意把行程发给这位家属" }).check();
  await page.getByRole("button", { name: "发送" }).click();
  await expect(page.getByText(/^已发到 /)).toBeVisible({ timeout: 30_000 });

  await page.getByRole("button", { name: "取消预约" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/现在取消要付/)).toBeVisible();
  await dialog.getByRole("button", { name: "确定取消" }).click();
  await expect(page.getByRole("heading", { name: "已取消" })).toBeVisible({ timeout: 30_000 });

  await page.goto("/zh-CN/hospital/bookings");
  await page.getByLabel("查找").fill(number);
  const row = page.getByRole("row").filter({ hasText: number });
  await expect(row).toContainText("已取消", { timeout: 30_000 });
  await expectAccessible(page);
});

test("the board and the patients fit a phone and a wall", async ({ page, request }) => {
  test.setTimeout(180_000);
  const [manager] = await readyAccounts(request, "case_manager");
  await page.goto("/zh-CN/sign-in");
  await signIn(page, manager?.email ?? "");
  for (const [address, heading] of [
    ["/zh-CN/hospital/board", "今日看板"],
    ["/zh-CN/hospital/patients", "病人"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSideways(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await page.getByRole("button", { name: "新增病人" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/^身份证号/).fill("110101194912310029");
  await expect(form.getByText("身份证号最后一位对不上，可能有一位输错了。")).toBeVisible();
  await expectAccessible(page);
});
