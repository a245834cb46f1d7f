import { expect, type Locator, type Page } from "@playwright/test";

export const trackingWords = {
  booked: /约好了|车和人都定好了|Booked|Vehicle and crew are set/,
  cancel: /^(取消预约|Cancel the booking)$/,
  sure: /^(确定取消|Yes, cancel)$/,
  showCode: /^(显示上车码|Show the boarding code)$/,
  toPhone: /发到手机|Send to phone/,
  code: /6 位验证码|6-digit code/,
  submit: /^(确定|Go on)$/,
  cancelled: /这次预约已取消|This booking was cancelled/,
  cancelFee: /现在取消要付|Cancelling now costs/,
  pay: /^(网上付款|Pay online)$/,
  due: /还需付|Still to pay/,
  same: /与报价完全一致|Exactly as quoted/,
  succeedAtBank: /支付成功（测试卡|Pay \(test card/,
  paid: /付款成功，钱已到账|The money has arrived/,
  receipt: /下载收据|Receipt \(PDF\)/,
  complain: /^(我要投诉|Make a complaint)$/,
  late: /^(来晚了|Came late)$/,
  what: /发生了什么|What happened/,
  send: /^(提交|Send)$/,
  caseNumber: /^(?:案件|Case) (\S+)$/,
};

/** A booking by its secret link. */
export class TrackingPage {
  constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** The booking's number, as it is read out on the phone. */
  async number(): Promise<string> {
    const shown = this.page.getByText(/^(预约号|Booking) \S+$/).first();
    await expect(shown).toBeVisible();
    return /\S+$/.exec((await shown.textContent()) ?? "")?.[0] ?? "";
  }

  /** The four digits for the crew: the link alone does not show them. */
  async boardingCode(readCode: () => Promise<string>): Promise<string> {
    const section = this.page.getByRole("region", { name: /上车码|Boarding code/ });
    const digits = section.getByText(/^\d{4}$/);
    await section.getByRole("button", { name: trackingWords.showCode }).click();
    await this.prove(readCode, digits);
    await expect(digits).toBeVisible();
    return (await digits.textContent()) ?? "";
  }

  /** What is still to be paid, as the page writes it. */
  async due(): Promise<string> {
    const amount = this.page.getByText(trackingWords.due).locator("xpath=..").locator("strong");
    await expect(amount).toBeVisible();
    return (await amount.textContent()) ?? "";
  }

  /** Give the code by which the booker proves to be it, where it is asked for; `done` is what stands there afterwards. */
  private async prove(readCode: () => Promise<string>, done: Locator): Promise<void> {
    const toPhone = this.page.getByRole("button", { name: trackingWords.toPhone });
    await expect(toPhone.or(done)).toBeVisible({ timeout: 30_000 });
    if (!(await toPhone.isVisible())) return;
    await toPhone.click();
    await this.page.getByLabel(trackingWords.code).fill(await readCode());
    await this.page.getByRole("button", { name: trackingWords.submit }).click();
  }

  /** Through the hosted page and back; a code proves the booker where the link alone may only look. */
  async pay(readCode: () => Promise<string>): Promise<void> {
    await this.page.getByRole("button", { name: trackingWords.pay }).click();
    const atBank = this.page.getByRole("button", { name: trackingWords.succeedAtBank });
    await this.prove(readCode, atBank);
    await atBank.click();
    await this.page.waitForURL(/\/track\//);
    await expect(this.page.getByText(trackingWords.paid)).toBeVisible({ timeout: 45_000 });
  }

  /** Complain of lateness; returns the case's number. */
  async complain(text: string): Promise<string> {
    await this.page.getByRole("button", { name: trackingWords.complain }).click();
    await this.page.getByRole("radio", { name: trackingWords.late }).check({ force: true });
    await this.page.getByLabel(trackingWords.what).fill(text);
    await this.page.getByRole("button", { name: trackingWords.send }).click();
    const heading = this.page.getByRole("heading", { level: 3, name: trackingWords.caseNumber });
    await expect(heading).toBeVisible();
    return trackingWords.caseNumber.exec((await heading.textContent()) ?? "")?.[1] ?? "";
  }

  /** The reason, the fee, the one-time code; then the page says so itself. */
  async cancel(readCode: () => Promise<string>): Promise<void> {
    await this.page.getByRole("button", { name: trackingWords.cancel }).click();
    await this.page.getByRole("button", { name: trackingWords.sure }).click();
    await this.prove(readCode, this.title.filter({ hasText: trackingWords.cancelled }));
    await expect(this.title).toHaveText(trackingWords.cancelled);
  }
}
