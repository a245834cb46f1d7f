import { expect, type Locator, type Page } from "@playwright/test";

const w = {
  depart: /^(出发|Start)$/,
  arrivePickup: /^(到达上车点|Arrived at pickup)$/,
  arriveDropoff: /^(到达目的地|Arrived)$/,
  takeOver: /做上车点交接|^Hand-over at the pickup$/,
  takeOverDone: /上车点交接已签字|Hand-over at the pickup is signed/,
  board: /核对身份，上车|Check and board/,
  code: /四位上车码|Four-digit boarding code/,
  handOver: /交接给接收方|^Hand over$/,
  alert: /^(清醒|Alert)$/,
  calm: /^(平稳|Calm)$/,
  name: /^(姓名|Name)/,
  area: /签名框|Signature box/,
  signed: /双方签好|Both signed/,
};
// Far longer than the button asks for: a busy machine hears late that a finger is down.
const holdMilliseconds = 2_000;

/** One trip on the crew's phone, from the day's list to both signatures at the destination. */
export class CrewRide {
  constructor(
    readonly page: Page,
    readonly locale: "zh-CN" | "en",
  ) {}

  /** From the day's list, where today's trips stand large and tomorrow's below. */
  async openTrip(tripId: string): Promise<void> {
    await this.page.goto(`/${this.locale}/crew`);
    await this.page.locator(`a[href$="/crew/trips/${tripId}"]`).first().click();
    await this.page.waitForURL(new RegExp(`/crew/trips/${tripId}$`));
    await expect(this.page.getByRole("button", { name: w.depart })).toBeVisible();
  }

  private async hold(name: RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).click({ delay: holdMilliseconds });
    await expect(this.page.getByRole("button", { name })).toHaveCount(0);
  }

  depart(): Promise<void> {
    return this.hold(w.depart);
  }

  arriveAtPickup(): Promise<void> {
    return this.hold(w.arrivePickup);
  }

  arriveAtDropoff(): Promise<void> {
    return this.hold(w.arriveDropoff);
  }

  /** The family's four digits; a wrong code is refused and says how many tries are left. */
  async board(code: string): Promise<void> {
    await this.page.getByRole("link", { name: w.board }).click();
    await this.page.getByLabel(w.code).fill(code === "0000" ? "1111" : "0000");
    await expect(this.page.getByText(/还可以试 4 次|4 tries left/).first()).toBeVisible();
    await this.page.getByLabel(w.code).fill(code);
    await expect(this.page.getByRole("button", { name: w.arriveDropoff })).toBeVisible();
  }

  /** A stroke below the button that clears the box: a mouse, unlike a finger, would end it there. */
  private async draw(area: Locator): Promise<void> {
    // In the middle, clear of the head that stays on top.
    await area.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    const box = await area.boundingBox();
    if (!box) throw new Error("The signature box has no place on the page");
    await this.page.mouse.move(box.x + 40, box.y + 90);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + 130, box.y + 140, { steps: 8 });
    await this.page.mouse.move(box.x + 220, box.y + 100, { steps: 8 });
    await this.page.mouse.up();
    await expect(area.locator("xpath=..").getByRole("button")).toBeEnabled();
  }

  private async answerState(): Promise<void> {
    await this.page.getByRole("radio", { name: w.alert }).check({ force: true });
    await this.page.getByRole("radio", { name: w.calm }).check({ force: true });
    await this.page.getByRole("radio", { name: "2", exact: true }).check({ force: true });
  }

  /** The other side's name and both signatures, drawn by finger; the crew's own name stands there already. */
  private async sign(other: string, isGiver: boolean): Promise<void> {
    await this.page
      .getByLabel(w.name)
      .nth(isGiver ? 0 : 1)
      .fill(other);
    await this.draw(this.page.getByRole("img", { name: w.area }).nth(0));
    await this.draw(this.page.getByRole("img", { name: w.area }).nth(1));
  }

  /** The sender gives the patient to the crew. */
  async takeOver(sender: string): Promise<void> {
    await this.page.getByRole("link", { name: w.takeOver }).click();
    await this.answerState();
    await this.sign(sender, true);
    await this.page.getByRole("button", { name: w.signed }).click();
    await expect(this.page.getByText(w.takeOverDone)).toBeVisible();
  }

  /** Without signatures it is refused and nothing is lost; with both, the trip is complete. */
  async handOver(receiver: string): Promise<void> {
    await this.page.getByRole("link", { name: w.handOver }).click();
    await this.answerState();
    await this.page.getByRole("button", { name: w.signed }).click();
    await expect(this.page.getByText(/还有没填好的|Something is missing/)).toBeVisible();
    await this.sign(receiver, false);
    await this.page.getByRole("button", { name: w.signed }).click();
    await this.page.waitForURL(/\/payment$/);
  }
}
