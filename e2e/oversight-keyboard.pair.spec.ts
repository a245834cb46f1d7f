import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { pressByKey, tabTo, typeByKey } from "./pages/keys";
import { arriveAs } from "./pages/tour";

const w = {
  upheld: /^(投诉属实|Upheld)$/,
  outcome: /^(处理结果|Outcome)/,
  close: /^(办结案件|Close the case)$/,
  short: /请写明处理结果，至少四个字|Please write the outcome, at least four characters/,
  why: /^(为什么重新办理|Why)/,
  reopen: /^(重新办理|Reopen)$/,
  name: /^(姓名|Name)/,
  email: /^(邮箱|E-mail)/,
  add: /^(添加|Add)$/,
  end: /^(停用|End)/,
  ended: /^(已停用|Ended)$/,
};

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

const languageOf = (project: string) => (project.startsWith("en") ? "en" : "zh-CN");

test("a regulator closes a case and takes it up again, by keyboard alone", async ({ page }, info) => {
  test.setTimeout(120_000);
  const locale = languageOf(info.project.name);
  await arriveAs(page, "regulator", locale);
  await page.goto(`/${locale}/regulator/cases`);
  await pressByKey(page, page.locator('main a[href*="/regulator/cases/"]').first());
  await page.waitForURL(/\/regulator\/cases\/[0-9a-f-]{36}$/);
  await check(page);
  await pressByKey(page, page.getByRole("button", { name: w.close }));
  await expect(page.getByText(w.short)).toBeVisible();
  await tabTo(page, page.getByRole("radio", { name: w.upheld }));
  await page.keyboard.press("Space");
  const outcome = `已核查行程记录，责成整改。${info.project.name}`;
  await typeByKey(page, page.getByLabel(w.outcome), outcome);
  await pressByKey(page, page.getByRole("button", { name: w.close }));
  const reopen = page.getByRole("button", { name: w.reopen });
  await expect(reopen).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(outcome).first()).toBeVisible();
  await check(page);
  await typeByKey(page, page.getByLabel(w.why), "投诉人补充了新的证据");
  await pressByKey(page, reopen);
  await expect(page.getByRole("button", { name: w.close })).toBeVisible({ timeout: 30_000 });
  await check(page);
});

test("an administrator gives a person a role and ends it, by keyboard alone", async ({ page }, info) => {
  test.setTimeout(120_000);
  const { name } = info.project;
  const locale = languageOf(name);
  // Addresses are masked in the list: the name tells the person from those of other runs.
  const run = String(Date.now());
  const person = `周键盘${run.slice(-5)}`;
  const email = `keyboard-${run}@demo.anzhuan.example`;
  await arriveAs(page, "region_admin", locale);
  await page.goto(`/${locale}/admin/organizations`);
  await pressByKey(page, page.locator('main a[href*="/admin/organizations/"]').first());
  await page.waitForURL(/\/admin\/organizations\/[0-9a-f-]{36}$/);
  await typeByKey(page, page.getByRole("textbox", { name: w.name }), person);
  await typeByKey(page, page.getByRole("textbox", { name: w.email }), email.replace("@", ""));
  await pressByKey(page, page.getByRole("button", { name: w.add }));
  const field = page.getByRole("textbox", { name: w.email });
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await check(page);
  await tabTo(page, field);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ hasText: person });
  await expect(row).toBeVisible({ timeout: 30_000 });
  await check(page);
  await pressByKey(page, row.getByRole("button", { name: w.end }));
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await pressByKey(page, dialog.getByRole("button", { name: w.end }));
  await expect(row.getByText(w.ended)).toBeVisible({ timeout: 30_000 });
  await check(page);
});
