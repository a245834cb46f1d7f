import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { phoneBefore } from "./pages/camera";
import { personIn, readyAccounts, signIn } from "./pages/people";

interface Vehicle {
  subjectId: string;
  serial: string | null;
  plate: string;
  status: string;
  orgNameZh: string;
  standing: { certified: boolean; reason?: string };
}

const screen = { locale: "zh-CN", width: 390, height: 844 };
const jiaojiang = { latitude: 28.6543, longitude: 121.4178 };
const wenling = { latitude: 28.3712, longitude: 121.3921 };

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

/** A passer-by with a phone, who lets the page know where it is. */
async function passerBy(browser: Browser, baseURL: string, geolocation: typeof jiaojiang): Promise<Page> {
  const context = await browser.newContext({
    locale: "zh-CN",
    baseURL,
    viewport: { width: 390, height: 844 },
    geolocation,
    permissions: ["geolocation"],
  });
  return context.newPage();
}

/** With or without a warning beside it. */
const certified = /^(已认证，可以放心乘坐|这辆车的认证有效)$/;
const verdict = (page: Page, words: string) => page.getByRole("heading", { level: 2, name: words });

test("a marking is printed, and scanned: right, forged, unknown, expired, copied; the regulator sees it", async ({
  browser,
  page,
  baseURL: served,
}) => {
  test.setTimeout(150_000);
  const baseURL = served ?? "";
  const [account] = await readyAccounts(page.request, "regulator");
  const { page: desk } = await personIn(browser, null, { ...screen, baseURL });
  await desk.goto("/zh-CN/sign-in");
  await signIn(desk, account?.email ?? "");
  const input = encodeURIComponent(JSON.stringify({ json: { subject: "vehicle" } }));
  const listed = await (await desk.request.get(`/api/trpc/certification.list?input=${input}`)).json();
  const vehicles = listed.result.data.json as (Vehicle & { id: string })[];
  const good = vehicles.find((it) => it.serial && it.standing.certified && it.orgNameZh.includes("康行"));
  const lapsed = vehicles.find((it) => it.serial && it.standing.reason === "expired");
  if (!good || !lapsed) throw new Error("The city has no such vehicles");

  const pdf = await desk.request.get(`/api/markings/${good.subjectId}`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const svg = await desk.request.get(`/api/markings/${good.subjectId}?side=tail`);
  expect(await svg.text()).toContain('width="940mm"');
  expect((await page.request.get(`/api/markings/${good.subjectId}`)).status()).toBe(401);

  await desk.goto(`/zh-CN/regulator/certification/${good.id}`);
  await expect(desk.getByRole("heading", { name: "标识照片核对" })).toBeVisible();
  await check(desk);
  const scanned = await desk.getByRole("link", { name: "扫码后看到的页面" }).getAttribute("href");
  const code = new URL(scanned ?? "", baseURL).searchParams.get("m") ?? "";
  const address = (serial: string, m = code) => `/zh-CN/verify/${serial}?m=${m}`;

  await page.goto(address(good.serial ?? ""));
  await expect(page.getByRole("heading", { level: 2, name: certified })).toBeVisible();
  await expect(page.getByText("本机核对：签名是真的")).toBeVisible();
  await expect(page.getByText(good.plate, { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /^监督电话/ })).toHaveAttribute("href", /^tel:/);
  await expect(page.getByRole("link", { name: "投诉这辆车" })).toBeVisible();
  await check(page);

  const phone = await phoneBefore(new URL(scanned ?? "", baseURL).href, {
    file: test.info().outputPath("camera.mjpeg"),
    baseURL,
  });
  const reader = await phone.context.newPage();
  await reader.goto("/zh-CN/verify");
  await reader.getByRole("button", { name: "用相机扫标识二维码" }).click();
  await expect(reader.getByText("没有允许使用相机")).toBeVisible();
  await check(reader);
  await phone.context.grantPermissions(["camera"]);
  await reader.getByRole("button", { name: "再试一次" }).click();
  await expect(reader.getByText("本机核对：签名是真的")).toBeVisible();
  await expect(reader.getByText(good.plate, { exact: true })).toBeVisible();
  await phone.close();

  const changed = `${code.slice(0, 40)}${code[40] === "A" ? "B" : "A"}${code.slice(41)}`;
  await page.goto(address(good.serial ?? "", changed));
  await expect(verdict(page, "这个二维码不是监管部门发的")).toBeVisible();
  await expect(page.getByText("本机核对：签名是假的，或者被改过")).toBeVisible();
  await check(page);
  await page.goto("/zh-CN/verify/331000-26-987654");
  await expect(verdict(page, "没有查到这个编号或车牌")).toBeVisible();
  await page.goto(`/zh-CN/verify/${lapsed.serial}`);
  await expect(verdict(page, "这辆车的认证已经过期")).toBeVisible();
  await check(page);

  const [one, two] = [await passerBy(browser, baseURL, jiaojiang), await passerBy(browser, baseURL, wenling)];
  for (const phone of [one, two]) {
    await phone.goto(address(good.serial ?? ""));
    // On a city that this journey has just been through, the alarm of then may still stand beside the verdict.
    await expect(phone.getByRole("heading", { level: 2, name: certified })).toBeVisible();
    // The page's own check shows that its scripts are at work.
    await expect(phone.getByText("本机核对：签名是真的")).toBeVisible();
    await phone.getByRole("button", { name: "我在车旁，告诉大概位置" }).click();
    await expect(phone.getByText(/^记下了/)).toBeVisible();
  }
  for (const phone of [two, one]) {
    if (phone === one) await one.reload();
    await expect(verdict(phone, "这辆车的认证有效")).toBeVisible();
    await expect(phone.getByText("这枚标识可能有人复制")).toBeVisible();
  }
  await check(two);

  await desk.goto("/zh-CN/regulator/markings");
  await expect(desk.getByRole("heading", { level: 1, name: "标识查验记录" })).toBeVisible();
  await expect(desk.getByText("331000-26-987654").first()).toBeVisible();
  await desk.getByLabel("结果").selectOption("copied");
  await expect(desk.getByText(/分钟内相隔约 \d+ 公里/).first()).toBeVisible();
  await check(desk);
  await desk.getByRole("button", { name: "椒江区，在地图上看" }).first().click();
  const map = desk.getByRole("dialog", { name: /的查验位置$/ });
  await expect(map.getByText("椒江区，北纬 28.65°、东经 121.42° 一带")).toBeVisible();
  await map.getByText(/^地图上的地点/).click();
  await expect(map.getByRole("listitem").getByText("另一处扫码")).toBeVisible();
  await check(desk);
  await desk.keyboard.press("Escape");
  await desk.getByLabel("编号或车牌").fill("没有的编号");
  await expect(desk.getByText("这段时间没有这样的查验")).toBeVisible();
});
