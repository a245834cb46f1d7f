import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { InspectionPage } from "./pages/inspection-page";
import { acceptOffer, atScreen, book, crewOf, handset, type Scene } from "./pages/life";
import { askedDispatcher } from "./pages/offers-page";

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

// Far longer than the button asks for: a busy machine hears late that a finger is down.
const holdMilliseconds = 2_000;

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

/** Press as a finger does that means it. */
async function hold(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click({ delay: holdMilliseconds });
}

test("a crew starts a trip, loses the network at the door and loses nothing", async ({
  browser,
  page: family,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const scene: Scene = {
    browser,
    page: family,
    locale: "zh-CN",
    baseURL: baseURL ?? "",
    phone: "13900000061",
  };
  const { number } = await book(scene, "soon");
  const { page: operator, tripId } = await acceptOffer(scene, number);
  const email = await crewOf(operator, await askedDispatcher(family, number));
  await operator.context().close();
  const page = await atScreen(scene, email, handset);
  const context = page.context();
  await page.goto("/zh-CN/crew");
  await expect(page.getByRole("heading", { level: 1, name: "今天的行程" })).toBeVisible();
  await check(page);

  await new InspectionPage(page).beforeTrip("zh-CN", tripId);
  const start = page.getByRole("button", { name: "出发", exact: true });
  await start.click();
  await expect(page.getByText("再按久一点，直到填满")).toBeVisible();
  await expect(start).toBeVisible();
  await hold(page, "出发");
  await expect(page.getByText("前往接人")).toBeVisible();
  await expect(page.getByRole("button", { name: "到达上车点", exact: true })).not.toHaveAttribute(
    "aria-busy",
  );
  await check(page);

  await context.setOffline(true);
  await hold(page, "到达上车点");
  const waiting = page.getByRole("button", { name: /1 条待发/ });
  await expect(waiting).toBeVisible();
  await expect(page.getByText("已到上车点")).toBeVisible();
  await expect(page.getByText("存在手机上，等待发出")).toBeVisible();
  await context.setOffline(false);
  await expect(waiting).toBeHidden();
  await page.reload();
  await expect(page.getByText("已到上车点")).toBeVisible();

  await page.goto(`/zh-CN/crew/trips/${tripId}/toll`);
  await page.getByLabel("金额").fill("12.5");
  const photo = (bytes: number) => ({ name: "p.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(bytes) });
  await page.locator("input[type=file]").setInputFiles(photo(15 * 1024 * 1024));
  await expect(page.getByText(/这张有 15.0 MB，超过 12 MB/)).toBeVisible();
  await expect(page.getByLabel("金额")).toHaveValue("12.5");
  await check(page);

  await page.goto(`/zh-CN/crew/trips/${tripId}/board`);
  await expect(page.getByLabel("四位上车码")).toBeVisible();
  await check(page);
  await page.getByRole("button", { name: "没有上车码" }).click();
  await page.getByRole("button", { name: "核对无误，上车" }).click();
  await expect(page.getByText("请至少核对两项不同的身份信息。")).toBeVisible();
  await expect(page.getByText("请签名。")).toBeVisible();

  await page.goto("/zh-CN/crew/profile");
  for (const name of ["我的班次", "我的证件", "培训"]) {
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
  }
  await check(page);
});
