import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { personIn, readyAccounts, signIn } from "./pages/people";
import { IntakePage } from "./pages/seat-page";

async function signedIn(page: Page, role: string): Promise<void> {
  await page.goto("/zh-CN/sign-in");
  const [account] = await readyAccounts(page.request, role);
  if (!account) throw new Error(`no ${role} in the demonstration`);
  await signIn(page, account.email);
}

test("what the questions cannot decide is decided by a clinician, and the caller goes on to the slots", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  await signedIn(page, "seat");
  const intake = new IntakePage(page);
  await intake.open();
  await page.getByRole("button", { name: /新来电/ }).click();
  await intake.calmCall("19900007711", "oxygen");
  await expect(page.getByText("医生最晚答复")).toBeVisible({ timeout: 60_000 });
  const number = /\d{2}-\d{6}/.exec(await page.getByText(/预约号 \d/).innerText())?.[0] ?? "";
  const [clinician] = await readyAccounts(page.request, "clinician");
  const desk = { locale: "zh-CN", width: 1440, height: 900, baseURL: baseURL ?? "" };
  const { context, page: room } = await personIn(browser, clinician?.email ?? "", desk);
  await room.goto("/zh-CN/clinician/queue");
  await expectAccessible(room);
  await room.getByRole("link", { name: number }).click();
  await expect(room.getByText("在家也要吸氧")).toBeVisible();
  await expectAccessible(room);
  await expectNoSideways(room);
  await expect(room.getByRole("region", { name: "这样会派" })).toBeVisible();
  await room.getByRole("radio", { name: /^医疗照护转运/ }).check({ force: true });
  await room.getByRole("radio", { name: /^II 级/ }).check({ force: true });
  await expect(room.getByRole("region", { name: "这样会派" })).toContainText("医生");
  await room.getByRole("radio", { name: /^III 级/ }).check({ force: true });
  await room.getByLabel(/执业证书编号/).fill("");
  await room.getByRole("button", { name: /定下来/ }).click();
  await expect(room.getByText("请填写您的执业证书编号。")).toBeVisible();
  await room.getByLabel(/执业证书编号/).fill("110331000098765");
  await room.getByRole("button", { name: /定下来/ }).click();
  await expect(room.getByRole("dialog")).toContainText("就这样定？");
  await room.getByRole("button", { name: "确定", exact: true }).click();
  await expect(room).toHaveURL(/\/clinician\/queue$/);
  await expect(room.getByRole("link", { name: number })).toHaveCount(0);
  await expect(page.getByText(/个能兑现的时段|这个时间排不上车/), "the seat hears by itself").toBeVisible({
    timeout: 60_000,
  });
  await room
    .getByRole("tab", { name: "24 小时内已定" })
    .or(room.getByRole("tab", { name: /24/ }))
    .first()
    .click();
  await room.getByRole("link", { name: number }).click();
  await expect(room.getByText("已经有同事决定了")).toBeVisible();
  await context.close();
});
