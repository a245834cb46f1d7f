import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { messageTo, personIn, readyAccounts, signIn } from "./pages/people";

interface Vehicle {
  serial: string | null;
  orgNameZh: string;
  standing: { certified: boolean };
}

const screen = { locale: "zh-CN", width: 390, height: 844 };

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

async function staffIn(browser: Browser, baseURL: string, email: string): Promise<Page> {
  const { page } = await personIn(browser, null, { ...screen, baseURL });
  await page.goto("/zh-CN/sign-in");
  await signIn(page, email);
  return page;
}

/** A certified vehicle of an operator whose dispatcher is ready to answer. */
async function vehicleOf(regulator: Page, operator: string | null | undefined): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ json: { subject: "vehicle" } }));
  const listed = await (await regulator.request.get(`/api/trpc/certification.list?input=${input}`)).json();
  const vehicles = listed.result.data.json as Vehicle[];
  const its = vehicles.find((it) => it.serial && it.standing.certified && it.orgNameZh === operator);
  if (!its?.serial) throw new Error("The dispatcher's operator has no certified vehicle");
  return its.serial;
}

/** From the page that checks a vehicle to a case with a number; answers with the number. */
async function complain(page: Page, serial: string, contact: string): Promise<string> {
  await page.goto(`/zh-CN/verify/${serial}`);
  await page.getByRole("link", { name: "投诉这辆车" }).click();
  await expect(page.getByLabel("车牌号或车身标识编号")).toHaveValue(serial);
  await page.locator("label", { hasText: "服务态度" }).click();
  await page.getByLabel("发生了什么").fill("在医院门口按喇叭催人，还骂了老人。");
  await page.getByLabel("您的电话或邮箱").fill(contact);
  await page.getByRole("button", { name: "提交" }).click();
  const done = page.getByText(/已受理，案件编号 \S+/);
  await expect(done).toBeVisible();
  return /编号 (\S+)/.exec(await done.innerText())?.[1] ?? "";
}

test("a complaint goes from a scan to its outcome, and whoever complained reads it", async ({
  browser,
  page,
  baseURL: served,
}) => {
  test.setTimeout(120_000);
  const baseURL = served ?? "";
  const [official] = await readyAccounts(page.request, "regulator");
  const [dispatcher] = await readyAccounts(page.request, "dispatcher");
  const regulator = await staffIn(browser, baseURL, official?.email ?? "");
  const serial = await vehicleOf(regulator, dispatcher?.organization);
  const contact = `case-${Date.now()}@example.org`;
  const number = await complain(page, serial, contact);
  await check(page);
  await page.getByRole("link", { name: "查看这个案件" }).click();
  await expect(page.getByText("等承运方答复")).toBeVisible();
  await check(page);

  const operator = await staffIn(browser, baseURL, dispatcher?.email ?? "");
  await operator.goto("/zh-CN/operator/trips?view=complaints");
  const card = operator.getByRole("listitem").filter({ hasText: number }).first();
  await card.getByRole("button", { name: "看全部往来" }).click();
  await expect(card.getByText("扫码记录")).toBeVisible();
  await card.getByLabel("答复").fill("已查看行车记录，驾驶员停岗三天并向您道歉。");
  await card.getByRole("button", { name: "提交答复" }).click();
  await expect(card.getByText("已答复", { exact: true })).toBeVisible();

  await regulator.goto("/zh-CN/regulator/cases");
  await regulator.getByRole("link", { name: number }).click();
  await expect(regulator.getByText("驾驶员停岗三天").first()).toBeVisible();
  await check(regulator);
  await regulator.locator("label", { hasText: "投诉属实" }).click();
  await regulator.getByLabel("处理结果").fill("情况属实，责令整改并记入考核。");
  await regulator.getByRole("button", { name: "办结案件" }).click();
  await expect(regulator.getByText("已办结").first()).toBeVisible();

  const told = await messageTo(page.request, (it) => it.to === contact && it.subject.includes("已办结"));
  const link = told.links.find((it) => it.includes("/complaint/case/")) ?? "";
  await page.goto(new URL(link).pathname);
  await expect(page.getByText("投诉属实")).toBeVisible();
  await expect(page.getByText("责令整改并记入考核")).toBeVisible();
});
