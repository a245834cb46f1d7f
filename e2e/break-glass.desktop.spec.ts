import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { messageTo, personIn, readyAccounts, signIn } from "./pages/people";

test("a regulator opens masked data with a reason; the hospital hears of it and sees who, why and until when", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const reason = `端到端检查 ${Date.now()}：核实投诉经过`;
  const [manager] = await readyAccounts(page.request, "case_manager");
  const [regulator] = await readyAccounts(page.request, "regulator");
  const hospital = await personIn(browser, manager?.email ?? "", {
    locale: "zh-CN",
    width: 390,
    height: 844,
    baseURL: baseURL ?? "",
  });
  await hospital.page.goto("/hospital/bookings");
  const booking = hospital.page.locator('main a[href*="/hospital/bookings/"]').first();
  const bookingId = ((await booking.getAttribute("href")) ?? "").split("/").at(-1) ?? "";

  await signIn(page, regulator?.email ?? "");
  await page.goto(`/regulator/trips/${bookingId}`);
  const glass = page.getByRole("region", { name: "姓名、电话和住址" });
  await expect(glass.getByText("已遮盖")).toBeVisible();
  const since = Date.now() - 1_000;
  // Another try in the same city: what the last one opened may still be open.
  await expect(glass.getByRole("button").first()).toBeVisible();
  const again = glass.getByRole("button", { name: "再次显示" });
  if (await again.isVisible()) {
    await again.click();
    await glass.getByRole("button", { name: "恢复遮盖" }).click();
  }
  await glass.getByRole("button", { name: "申请临时查看" }).click();
  const form = page.getByRole("dialog", { name: "临时查看个人信息" });
  await form.getByRole("button", { name: "打开并通知对方" }).click();
  await expect(form.getByText("请选择用途")).toBeVisible();
  await expectAccessible(page);
  await form.getByLabel("用途").selectOption({ label: "处理投诉" });
  await form.getByLabel("理由").fill(reason);
  await form.getByRole("button", { name: "打开并通知对方" }).click();
  await expect(glass.getByRole("timer")).toBeVisible();
  await expect(glass.getByText("身份证号")).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  const told = await messageTo(
    page.request,
    (it) => it.to === manager?.email && it.subject.includes("个人信息") && Date.parse(it.at) >= since,
  );
  expect(told.text).toContain("处理投诉");
  expect(told.text).not.toContain(reason);
  await hospital.page.goto(`/hospital/bookings/${bookingId}`);
  const openings = hospital.page.getByRole("region", { name: "谁临时查看过个人信息" });
  await expect(openings.getByText(reason)).toBeVisible();
  await expect(openings.getByText("正在查看").first()).toBeVisible();

  await glass.getByRole("button", { name: "恢复遮盖" }).click();
  await expect(glass.getByText("已遮盖")).toBeVisible();
  await expect(glass.getByText("身份证号")).toHaveCount(0);
  await hospital.page.goto("/hospital/privacy");
  await expect(hospital.page.getByText(reason)).toBeVisible();
  await expectAccessible(hospital.page);
  await expectNoSideways(hospital.page);
  await page.goto("/regulator/privacy");
  await expect(page.getByText(reason)).toBeVisible();
  await expectAccessible(page);
  await hospital.context.close();
});
