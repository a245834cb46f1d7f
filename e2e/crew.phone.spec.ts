import { expect, test } from "@playwright/test";
import { expectAccessible } from "./pages/accessible";
import { CrewPage } from "./pages/crew-page";

test("a crew starts a trip, loses the network at the door and loses nothing", async ({ page, context }) => {
  test.slow();
  const crew = new CrewPage(page);
  const trip = await crew.signInWithTrip("assigned");
  await crew.open();
  await expect(page.getByRole("heading", { level: 1, name: "今天的行程" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expectAccessible(page);

  await crew.open(`/trips/${trip}`);
  const start = page.getByRole("button", { name: "出发", exact: true });
  await start.click();
  await expect(page.getByText("再按久一点，直到填满")).toBeVisible();
  await expect(start).toBeVisible();
  await crew.hold("出发");
  await expect(page.getByText("前往接人")).toBeVisible();
  await expect(page.getByRole("button", { name: "到达上车点", exact: true })).not.toHaveAttribute(
    "aria-busy",
  );
  await expectAccessible(page);

  await context.setOffline(true);
  await crew.hold("到达上车点");
  const waiting = page.getByRole("button", { name: /1 条待发/ });
  await expect(waiting).toBeVisible();
  await expect(page.getByText("已到上车点")).toBeVisible();
  await expect(page.getByText("存在手机上，等待发出")).toBeVisible();
  await context.setOffline(false);
  await expect(waiting).toBeHidden();
  await page.reload();
  await expect(page.getByText("已到上车点")).toBeVisible();

  await crew.open(`/trips/${trip}/toll`);
  await page.getByLabel("金额").fill("12.5");
  const photo = (bytes: number) => ({ name: "p.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(bytes) });
  await page.locator("input[type=file]").setInputFiles(photo(15 * 1024 * 1024));
  await expect(page.getByText(/这张有 15.0 MB，超过 12 MB/)).toBeVisible();
  await expect(page.getByLabel("金额")).toHaveValue("12.5");
  await expectAccessible(page);

  await crew.open(`/trips/${trip}/board`);
  await expect(page.getByLabel("四位上车码")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "没有上车码" }).click();
  await page.getByRole("button", { name: "核对无误，上车" }).click();
  await expect(page.getByText("请至少核对两项不同的身份信息。")).toBeVisible();
  await expect(page.getByText("请签名。")).toBeVisible();
});

test("a crew member sees papers, training and shifts", async ({ page }) => {
  const crew = new CrewPage(page);
  await crew.signInWithTrip("assigned");
  await crew.open("/profile");
  for (const name of ["我的班次", "我的证件", "培训"]) {
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
  }
  await expectAccessible(page);
});
