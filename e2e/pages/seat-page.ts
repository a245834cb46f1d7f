import { expect, type Locator, type Page } from "@playwright/test";

/** The seat's intake as a person at the telephone drives it: fields by their words, answers by number keys. */
export class IntakePage {
  readonly outcome: Locator;
  constructor(readonly page: Page) {
    this.outcome = page.getByRole("heading", { name: "约好了" });
  }

  async open(address = "/zh-CN/seat/intake"): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.getByRole("heading", { name: "来电登记" })).toBeVisible();
    await expect(this.page.getByRole("heading", { name: "先问危险信号" })).toBeVisible();
  }

  async phone(number: string): Promise<void> {
    await this.page.getByLabel("来电号码").fill(number);
  }

  /** Answer a question by its number key, the focus standing in its group. */
  async press(question: string | RegExp, key: string): Promise<void> {
    const group = this.page.getByRole("group", { name: question });
    await group.locator("input").first().focus();
    await this.page.keyboard.press(key);
  }

  /** One end by its name; the first hit is taken. */
  async place(end: "从哪里接" | "送到哪里", name: string): Promise<void> {
    const side = this.page.getByRole("group", { name: end });
    await side.getByRole("combobox").fill(name);
    await expect(side.getByRole("listbox").getByRole("option").first()).toBeVisible();
    await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
    await expect(side.getByLabel("在几楼")).toBeVisible();
  }

  /** A calm patient in a wheelchair, from one hospital to another, tomorrow. */
  async calmCall(number: string, care: "none" | "oxygen"): Promise<void> {
    await this.phone(number);
    await this.press("病人在您身边吗？", "1");
    await this.press(/病人现在有下面这些情况吗/, "7");
    await this.press(/病人能坐吗/, "2");
    await this.place("从哪里接", "台州");
    await this.place("送到哪里", "卫生院");
    await this.press("什么时候走", "4");
    await this.press(/平时或路上离不开/, care === "none" ? "9" : "1");
    await this.press(/会传染的病/, "5");
    await this.page.getByRole("button", { name: "查时段和价格" }).click();
  }
}
