import { expect, type Locator, type Page } from "@playwright/test";

const w = {
  number: /^(预约号|Booking)/,
  search: /^(查找|Search)$/,
  chosen: /^(选中|Chosen)$/,
  upheld: /^(投诉属实|Upheld)$/,
  outcome: /^(处理结果|Outcome)/,
  close: /^(办结案件|Close the case)$/,
  closed: /^(已办结|closed)$/i,
  same: /与报价完全一致|Exactly as quoted/,
};

/** The regulator's whole record of one booking. */
export class RecordPage {
  constructor(
    readonly page: Page,
    readonly locale: "zh-CN" | "en",
  ) {}

  private part(name: string): Locator {
    return this.page.locator(`#${name}`);
  }

  /** Found by its number among the region's bookings. */
  async open(bookingNumber: string): Promise<void> {
    await this.page.goto(`/${this.locale}/regulator/trips`);
    await this.page.getByLabel(w.number).fill(bookingNumber);
    await this.page.getByRole("button", { name: w.search }).click();
    await this.page.getByRole("link", { name: bookingNumber, exact: true }).click();
    await expect(this.page.getByRole("heading", { level: 1 })).toContainText(bookingNumber);
  }

  /** Answers, decision, offer, events, signatures, bill, money, case and audit of a trip that went as it should. */
  async expectWhole(plate: string, complaint: string): Promise<void> {
    await expect(this.part("triage").getByRole("row")).not.toHaveCount(0);
    const candidates = this.part("decisions").locator("tbody tr").filter({ hasText: /浙/ });
    expect(await candidates.count()).toBeGreaterThan(1);
    const chosen = candidates.filter({ has: this.page.getByText(w.chosen) });
    await expect(chosen.first()).toContainText(plate);
    await expect(this.part("offers")).toContainText(plate);
    await expect(this.part("trip").getByRole("listitem")).not.toHaveCount(0);
    await expect(this.part("handovers").getByRole("img")).toHaveCount(4);
    await expect(this.part("money").getByText(w.same)).toBeVisible();
    await expect(this.part("money").getByText(/网上付款|Online/)).toBeVisible();
    await expect(this.part("ledger").locator("tbody tr")).not.toHaveCount(0);
    await expect(this.part("cases")).toContainText(complaint);
    for (const verb of [
      "offer.make",
      "offer.accept",
      "trip.advance",
      "billing.issue",
      "payment.settle",
      "complaint.open",
    ]) {
      await expect(this.part("audit").getByRole("row").filter({ hasText: verb }).first()).toBeAttached();
    }
  }

  /** From the record to the case, and an end to it that everybody in it reads. */
  async closeCase(complaint: string, outcome: string): Promise<void> {
    await this.part("cases").getByRole("link", { name: complaint }).click();
    await this.page.waitForURL(/\/regulator\/cases\//);
    await this.page.locator("label").filter({ hasText: w.upheld }).click();
    await this.page.getByLabel(w.outcome).fill(outcome);
    await this.page.getByRole("button", { name: w.close }).click();
    await expect(this.page.getByText(w.closed).first()).toBeVisible();
    await expect(this.page.getByText(outcome).first()).toBeVisible();
  }
}
