import { expect, type Locator, type Page } from "@playwright/test";
import { messageTo } from "./people";

/** The family's booking in both languages: what stands on its screens, and the answers of an ordinary ride. */
export const bookingWords = {
  next: /^(下一步|Next)$/,
  with: /家人朋友，就在病人身边|family or friend, with the patient/,
  wheelchair: /^(坐轮椅|In a wheelchair)/,
  search: /医院、养老院|Hospital, nursing home/,
  ownPosition: /用我的位置|My position/,
  address: /^(地址|Address)/,
  tomorrow: /^(明天|Tomorrow)/,
  soon: /^(尽快|As soon as possible)/,
  otherDate: /^(别的日子|Another day)/,
  day: /^(日期|Date|Day)/,
  time: /^(最早几点能走|Earliest)/,
  otherDay: /^(换到|Try )/,
  anyTime: /这一天什么时间都行，有车就走|Any time that day will do/,
  none: /^都没有|^None of/,
  extras: /路上还需要什么|What else is needed/,
  seeSlots: /看时间和价格|See times and prices/,
  slots: /选一个时间|Choose a time/,
  taken: /刚被别人约走了|Somebody was faster|同时保留的时段太多了|Too many times are being held/,
  choose: /^(选这个时间|Choose this time)$/,
  details: /最后，留个名字和电话|Last: name and phone/,
  patientName: /病人姓名|Patient's name/,
  idNumber: /病人身份证号|Patient's ID number/,
  bookerName: /^(您的姓名|Your name)/,
  relation: /您是病人的|You are the patient's/,
  phone: /^(手机号|Mobile phone)/,
  consent: /把病情和地址给承运方|Give condition and addresses/,
  sendCode: /发验证码|Send the code/,
  code: /6 位验证码|6-digit code/,
  confirm: /^(确认预约|Confirm the booking)$/,
};
const w = bookingWords;

/** Drives the six answers, the choice and the confirmation as a family does. */
export class BookingPage {
  constructor(readonly page: Page) {}

  heading(name: RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  async open(locale: "zh-CN" | "en" = "zh-CN"): Promise<void> {
    await this.page.goto(`/${locale}/book`);
    await expect(this.page.getByRole("radio")).not.toHaveCount(0);
  }

  async next(): Promise<void> {
    await this.page.getByRole("button", { name: w.next }).click();
  }

  async answerWho(): Promise<void> {
    await this.page.getByRole("radio", { name: w.with }).check({ force: true });
    await this.page.getByRole("radio", { name: w.wheelchair }).check({ force: true });
    await this.next();
  }

  /** The first place found for what is typed: Chinese, pinyin or its initials. */
  async answerPlace(typed: string): Promise<void> {
    await this.page.getByRole("combobox", { name: w.search }).fill(typed);
    await this.page.locator("[role=option]").first().click();
    await this.next();
  }

  async answerOwnPosition(address: string): Promise<void> {
    await this.page.getByRole("button", { name: w.ownPosition }).click();
    await this.page.getByLabel(w.address).fill(address);
    await this.next();
  }

  async answerSoon(): Promise<void> {
    await this.page.getByRole("radio", { name: w.soon }).check({ force: true });
    await this.next();
  }

  /** The start of a working day to come: vehicles of several operators stand ready then. */
  async answerWorkday(): Promise<void> {
    const day = new Date(Date.now() + 2 * 86_400_000);
    while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1);
    await this.page.getByRole("radio", { name: w.otherDate }).check({ force: true });
    await this.page.getByLabel(w.day).fill(day.toISOString().slice(0, 10));
    await this.page.getByLabel(w.time).selectOption("08:30");
    await this.next();
  }

  async answerTomorrow(): Promise<void> {
    await this.page.getByRole("radio", { name: w.tomorrow }).check({ force: true });
    await this.page.getByLabel(w.anyTime).check();
    await this.next();
  }

  /** "None of these" to every triage question that the region asks. */
  async answerNothingWrong(): Promise<void> {
    await expect(this.page.getByRole("checkbox").or(this.heading(w.extras)).first()).toBeVisible();
    for (let asked = 0; asked < 12 && !(await this.heading(w.extras).isVisible()); asked++) {
      const before = (await this.page.getByRole("heading", { level: 1 }).textContent()) ?? "";
      await this.page.getByRole("checkbox", { name: w.none }).check({ force: true });
      await this.next();
      await expect(this.page.getByRole("heading", { level: 1 })).not.toHaveText(before);
    }
  }

  async askForSlots(): Promise<void> {
    await this.page.getByRole("button", { name: w.seeSlots }).click();
    await expect(this.heading(w.slots)).toBeVisible({ timeout: 45_000 });
  }

  async chooseFirstSlot(): Promise<void> {
    const details = this.heading(w.details);
    // Somebody else may be quicker, or hold the hour's share: the page then says so, and the next best is tried.
    for (let attempt = 0; attempt < 3 && !(await details.isVisible()); attempt++) {
      const choose = this.page.getByRole("button", { name: w.choose });
      await choose.nth(Math.min(attempt, (await choose.count()) - 1)).click();
      await expect(details.or(this.page.getByText(w.taken).first())).toBeVisible({ timeout: 45_000 });
      await expect(choose.and(this.page.locator("[aria-busy=true]"))).toHaveCount(0);
    }
    await expect(details).toBeVisible();
  }

  /** The earliest slot; where this hour of the day has none left, the first of the day that the refusal names. */
  async chooseEarliestSlot(): Promise<void> {
    const choose = this.page.getByRole("button", { name: w.choose });
    const otherDay = this.page.getByRole("button", { name: w.otherDay });
    await expect(choose.or(otherDay).first()).toBeVisible({ timeout: 30_000 });
    if (!(await choose.first().isVisible())) await otherDay.click();
    await expect(choose.first()).toBeVisible({ timeout: 30_000 });
    await this.chooseFirstSlot();
  }

  async giveNames(patient: string, booker: string, phone: string): Promise<void> {
    await this.page.getByLabel(w.patientName).fill(patient);
    await this.page.getByLabel(w.bookerName).fill(booker);
    await this.page.getByLabel(w.relation).selectOption("child");
    await this.page.getByLabel(w.phone).fill(phone);
    await this.page.getByLabel(w.consent).check();
  }

  /** Ask for the code and read it where the demonstration shows it. */
  async sendCode(phone: string): Promise<string> {
    const since = Date.now() - 1_000;
    await this.page.getByRole("button", { name: w.sendCode }).click();
    await expect(this.page.getByLabel(w.code)).toBeVisible();
    const sent = await messageTo(
      this.page.request,
      (it) => it.code !== undefined && it.to.includes(phone) && Date.parse(it.at) >= since,
    );
    return sent.code ?? "";
  }

  async enterCode(code: string): Promise<void> {
    await this.page.getByLabel(w.code).fill(code);
    await this.page.getByRole("button", { name: w.confirm }).click();
  }

  async confirm(code: string): Promise<void> {
    await this.enterCode(code);
    await this.page.waitForURL(/\/track\//);
  }
}
