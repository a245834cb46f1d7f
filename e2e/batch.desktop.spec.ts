import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

/** A name of its own for every run: whoever is pasted is entered as a new patient. */
function nameOf(run: number, at: number): string {
  const signs = "梓沐宸煜珩澜霁昀岑汐";
  const digits = [...String(run % 10_000).padStart(4, "0")].map((digit) => signs[Number(digit)] ?? "");
  return `${"甲乙丙"[at]}${digits.join("")}`;
}

test("a ward pastes three patients, mends a cell, finds vehicles, confirms once and finds them among the bookings", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  const [manager] = await readyAccounts(request, "case_manager");
  await page.goto("/zh-CN/sign-in");
  await signIn(page, manager?.email ?? "");
  await page.goto("/zh-CN/hospital/batch");
  const run = Date.now() % 10_000;
  const names = [0, 1, 2].map((at) => nameOf(run, at));
  const table = [
    ["姓名", "床号", "出行方式", "去向", "诊断"],
    [names[0], "81 床", "轮椅", "恩泽医院", "骨折"],
    [names[1], "82 床", "抱", "恩泽医院", "术后"],
    [names[2], "83 床", "能走", "恩泽医院", "随访"],
  ];
  await page.getByLabel("把表格里的行粘贴到这里").fill(table.map((cells) => cells.join("\t")).join("\n"));
  await expect(page.getByLabel("诊断")).toHaveValue("skip");
  await page.getByRole("button", { name: "把 3 位加入列表" }).click();

  const row = (at: number) => page.locator("[data-row]").filter({ hasText: names[at] });
  await expect(page.locator("[data-row]")).toHaveCount(3);
  await expect(row(1).getByText("看不懂“抱”，请选一项。")).toBeVisible();
  await row(1).getByLabel("怎么坐、怎么躺").selectOption("stretcher");
  for (const at of [0, 1, 2]) {
    const to = row(at).getByLabel("送到哪里");
    if ((await to.inputValue()) === "") await to.selectOption({ index: 1 });
    await row(at)
      .getByRole("button", { name: `${names[at]}：评估过，没有上述情况` })
      .click();
  }
  await page.getByRole("button", { name: "填到空着的" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "给 3 位排车" }).click();
  await expect(page.getByText("有车，待确认")).toHaveCount(3, { timeout: 60_000 });
  await page.getByRole("button", { name: "确认 3 位" }).click();
  await expect(page.getByText("不同意这一条就没法派车，请勾选")).toBeVisible();
  await page.getByRole("checkbox", { name: /把病情和地址给承运方/ }).check();
  await page.getByRole("button", { name: "确认 3 位" }).click();
  await expect(page.getByText("3 位都约好了")).toBeVisible({ timeout: 60_000 });
  await expectNoSideways(page);
  const numbers = await page.getByRole("link", { name: /^预约单 / }).allInnerTexts();
  expect(new Set(numbers).size).toBe(3);
  await page.goto("/zh-CN/hospital/bookings");
  for (const text of numbers) {
    await page.getByLabel("查找").fill(text.replace("预约单", "").trim());
    await expect(page.getByRole("row").filter({ hasText: text.replace("预约单", "").trim() })).toBeVisible();
  }
});
