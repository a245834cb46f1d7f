import { expect, type Locator, type Page } from "@playwright/test";
import { messageTo } from "./people";

const w = {
  accept: /^(接单|Accept)$/,
  decline: /^(拒单|Decline)$/,
  tooFar: /^(路太远|Too far)/,
  declineSure: /^(拒单|Decline|仍要拒单（记为违约）|Decline all the same \(recorded breach\))$/,
  past: /^(历史|History)/,
};

/** The dispatcher to whom the offer of a booking's n-th round was sent, as its mail says. */
export async function askedDispatcher(page: Page, bookingNumber: string, round = 1): Promise<string> {
  const sent = await messageTo(
    page.request,
    (it) =>
      it.to.startsWith("dispatcher") &&
      it.channel === "email" &&
      it.text.includes(`${bookingNumber}-${round}`),
  );
  return sent.to;
}

/** An operator's offers. */
export class OffersPage {
  constructor(
    readonly page: Page,
    readonly locale: "zh-CN" | "en" = "zh-CN",
  ) {}

  async open(): Promise<void> {
    await this.page.goto(`/${this.locale}/operator/offers`);
  }

  offer(bookingNumber: string): Locator {
    return this.page.getByRole("article").filter({ hasText: bookingNumber });
  }

  async expectWithCountdown(bookingNumber: string): Promise<void> {
    await expect(this.offer(bookingNumber)).toBeVisible();
    await expect(this.offer(bookingNumber).getByRole("timer")).toHaveText(/^\d{1,2}:\d{2}/);
  }

  async accept(bookingNumber: string): Promise<void> {
    await this.offer(bookingNumber).getByRole("button", { name: w.accept }).click();
    await expect(this.offer(bookingNumber)).toHaveCount(0);
  }

  /** Decline for the distance; a committed shift says first that this is a breach. */
  async decline(bookingNumber: string): Promise<void> {
    await this.offer(bookingNumber).getByRole("button", { name: w.decline }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: w.declineSure }).click();
    await expect(dialog.getByText(/请选一个原因|Choose a reason/)).toBeVisible();
    await dialog.getByRole("radio", { name: w.tooFar }).check({ force: true });
    await dialog.getByRole("button", { name: w.declineSure }).click();
    await expect(dialog).toHaveCount(0);
    await expect(this.offer(bookingNumber)).toHaveCount(0);
  }

  /** The row of an answered offer, in the history. */
  async past(bookingNumber: string): Promise<Locator> {
    await this.page.getByRole("tab", { name: w.past }).click();
    const row = this.page.getByRole("row").filter({ hasText: bookingNumber });
    await expect(row.first()).toBeVisible();
    return row.first();
  }

  /** Open the trip that came of an accepted offer; returns its id. */
  async openTrip(bookingNumber: string): Promise<string> {
    const row = await this.past(bookingNumber);
    await row.getByRole("link", { name: bookingNumber }).click();
    await this.page.waitForURL(/\/operator\/trips\/[0-9a-f-]{36}/);
    return this.page.url().split("/trips/")[1]?.slice(0, 36) ?? "";
  }
}
