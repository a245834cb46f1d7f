import { expect, type Page } from "@playwright/test";

/** One dot: what a photo shows decides nothing here. */
export const photo = {
  name: "photo.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};

const w = {
  start: /^(开始检查|Begin)$/,
  odometer: /^(仪表里程|Odometer)/,
  last: /(?:上次|Last time) ([\d,]+)/,
  ok: /^(正常|In order)$/,
  failed: /^(有问题|Not in order)$/,
  note: /^(什么问题|What is wrong)/,
  submit: /^(提交检查|Send the inspection)$/,
  done: /已做出车前检查|has been inspected/,
  depart: /^(出发|Start)$/,
};

/** The list that the crew goes through on its phone before a shift. */
export class InspectionPage {
  constructor(readonly page: Page) {}

  /** Everything in order but the item named, with its photos and the odometer. */
  async fill(wrong?: { item: RegExp; note: string }): Promise<void> {
    const { page } = this;
    const last = (await page.getByText(w.last).textContent()) ?? "";
    const km = Number((w.last.exec(last)?.[1] ?? "0").replaceAll(",", ""));
    await page.getByLabel(w.odometer).fill(String(km));
    const items = page.getByRole("group").filter({ has: page.getByRole("radio") });
    for (let at = 0; at < (await items.count()); at++)
      await items.nth(at).getByRole("radio", { name: w.ok }).check({ force: true });
    if (wrong) {
      const item = page.getByRole("group", { name: wrong.item });
      await item.getByRole("radio", { name: w.failed }).check({ force: true });
      await page.getByLabel(w.note).fill(wrong.note);
    }
    const files = page.locator("input[type=file]");
    for (let at = 0; at < (await files.count()); at++) await files.nth(at).setInputFiles(photo);
  }

  async send(): Promise<void> {
    await this.page.getByRole("button", { name: w.submit }).click();
    await expect(this.page.getByText(w.done)).toBeVisible();
  }

  /** Where a trip's vehicle was not inspected yet, nobody sets out: do it, and come back to the trip. */
  async beforeTrip(locale: string, tripId: string): Promise<void> {
    const { page } = this;
    const told = page.waitForResponse(/inspection\.own/);
    await page.goto(`/${locale}/crew/trips/${tripId}`);
    await told;
    await expect(
      page.getByRole("link", { name: w.start }).or(page.getByRole("button", { name: w.depart })),
    ).toBeVisible();
    // What the answer says is on screen a moment later.
    await page.waitForTimeout(500);
    if ((await page.getByRole("link", { name: w.start }).count()) > 0) {
      await page.getByRole("link", { name: w.start }).click();
      await expect(page.getByLabel(w.odometer)).toBeVisible();
      await this.fill();
      await this.send();
      await page.goto(`/${locale}/crew/trips/${tripId}`);
    }
    await expect(page.getByRole("button", { name: w.depart })).toBeVisible();
  }
}
