import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

test("trips are drawn for an audit, drawn again alike, inspected; their pages tell how they stood then", async ({
  page,
}) => {
  const [account] = await readyAccounts(page.request, "regulator");
  await signIn(page, account?.email ?? "");
  await page.goto("/regulator/samples");
  await page.getByLabel("抽几趟").fill("2");
  await page.getByRole("button", { name: "抽取" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "抽查样本" })).toBeVisible();
  await expect(page.getByText("已查 0 / 2")).toBeVisible();
  await page.getByRole("button", { name: "重抽核对" }).click();
  await expect(page.getByText(/重抽结果完全一致/)).toBeVisible();
  const [packet] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("link", { name: /^下载卷宗：/ })
      .first()
      .click(),
  ]);
  expect(packet.suggestedFilename()).toMatch(/^record-331000-[0-9a-f-]{36}\.html$/);

  await page
    .getByRole("button", { name: /^登记结果：/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("有缺陷").click();
  await dialog.getByRole("button", { name: "登记" }).click();
  await expect(dialog.getByText("请写明查到了什么")).toBeVisible();
  await dialog.getByLabel("查到了什么").fill("等候时间没有依据");
  await dialog.getByRole("button", { name: "登记" }).click();
  await expect(page.getByText("已查 1 / 2")).toBeVisible();
  await expect(page.getByRole("table").getByText("等候时间没有依据")).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  // The other one is still to be inspected: its data may not go yet.
  const open = page.getByRole("row").filter({ has: page.getByRole("button", { name: /^登记结果：/ }) });
  await open.getByRole("link", { name: /^\d\d-\d+$/ }).click();
  const moment = page.locator("#moment");
  await moment.getByRole("button", { name: /开始预约/ }).click();
  await expect(moment.getByText("填写中")).toBeVisible();
  await moment.getByRole("button", { name: /出发$/ }).first().click();
  await expect(moment.getByText("前往接人", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "先看会抹去什么" }).click();
  await expect(page.getByText("已被抽中检查，还没有查完")).toBeVisible();
  await expect(page.getByRole("button", { name: "抹去……" })).toHaveCount(0);
});
