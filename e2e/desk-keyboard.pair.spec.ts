import { expect, type Page, type TestInfo, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { pressByKey, tabTo, typeByKey } from "./pages/keys";
import { personIn, readyAccounts, signIn } from "./pages/people";

/** The desk's and the clinician's words in both languages. */
const w = {
  find: /^(找病人|Find a patient)/,
  groups: [
    /^(什么时候走|When)/,
    /^(这次怎么坐、怎么躺|How the patient travels)/,
    /^(家属陪同|Relatives who come along)/,
    /^(病人现在有下面这些情况吗|Does the patient have any of these)/,
    /^(路上需要哪些照护|What care is needed)/,
    /^(病人有会传染的病|Is the patient infectious)/,
    /^(最近 2 小时量的生命体征|How were the vital signs)/,
  ],
  ask: /^(查时段和价格|Find slots and prices)$/,
  slot: /^(选这个时间|Choose this time)$/,
  wholeDay: /^(这一天什么时间都行|Any time that day)$/,
  consent: /把病情和地址给承运方|Give condition and addresses/,
  consentNeeded: /不同意这一条就没法派车|Without this no vehicle can be sent/,
  booked: /^(约好了|Booked)$/,
  next: /^(下一位病人|Next patient)$/,
  open: /^(打印、发链接|Print, send the link)$/,
  booking: /^(预约|Booking) \d/,
  moved: /这个时间调整过|This time was moved/,
  cancel: /^(取消预约|Cancel the booking)$/,
  sureCancel: /^(确定取消|Cancel it|Yes, cancel)/,
  print: /^(打印行程单|Print trip sheet)$/,
  cancelled: /^(已取消|Cancelled)$/,
  bookingNumber: /(预约单|Booking) \d\d-\d{6}/,
  decision: /^(您的决定|Your decision)$/,
  level: /^(服务等级|Service level)/,
  licence: /执业证书编号|Licence number/,
  licenceNeeded: /请填写您的执业证书编号|Enter your licence number/,
  decide: /^(定下来|Decide)/,
  sure: /^(确定|Confirm)$/,
  caller: /^(来电号码|Caller's number)/,
  to120: /^(转 120|To 120)$/,
  handed: /^(已移交 120|Handed to 120)/,
  takenBy: /^(120 那边谁接的|Who at 120 takes it)/,
  taken: /(陈调度 07 签收|taken by 陈调度 07)/,
};

const localeOf = ({ project }: TestInfo) => (project.name.startsWith("en") ? "en" : "zh-CN");

/** The desk with a ward's patient chosen by the bed, the focus on the first question. */
async function choosePatient(page: Page, index: number): Promise<void> {
  const rows = page.locator("[data-patient]");
  await expect(rows.nth(index)).toBeVisible();
  const bed = ((await rows.nth(index).locator("span").last().textContent()) ?? "").trim();
  await tabTo(page, page.getByRole("textbox", { name: w.find }));
  await page.keyboard.type(bed);
  await expect(rows).toHaveCount(1, { timeout: 30_000 });
  await page.keyboard.press("Enter");
  await expect(page.locator("form input[type=radio]").first()).toBeFocused({ timeout: 30_000 });
}

/** One number key a question; each answer leads to the next question by itself. */
async function answer(page: Page, keys: readonly string[]): Promise<void> {
  for (const [at, key] of keys.entries()) {
    await page.keyboard.press(key);
    const next = w.groups[at];
    if (next) await expect(page.getByRole("group", { name: next }).locator("input:focus")).toHaveCount(1);
  }
  await expect(page.getByRole("button", { name: w.ask })).toBeFocused();
}

/** The first slot by its key; where the morning is full, of the whole day. */
async function takeFirstSlot(page: Page): Promise<void> {
  const slot = page.getByRole("button", { name: w.slot }).first();
  const wholeDay = page.getByRole("button", { name: w.wholeDay });
  await expect(slot.or(wholeDay).first()).toBeVisible({ timeout: 60_000 });
  if (await wholeDay.isVisible()) await pressByKey(page, wholeDay);
  await expect(slot).toBeFocused({ timeout: 60_000 });
  await page.keyboard.press("1");
}

async function signedIn(page: Page, info: TestInfo, role: string, path: string): Promise<void> {
  const [person] = await readyAccounts(page.request, role);
  await page.goto(`/${localeOf(info)}/sign-in`);
  await signIn(page, person?.email ?? "");
  await page.goto(`/${localeOf(info)}${path}`);
}

const atTheDesk = (page: Page, info: TestInfo) => signedIn(page, info, "case_manager", "/hospital/desk");

/** The level by arrows, signed with the licence number; a missing number is asked for where it belongs. */
async function decideByKey(room: Page): Promise<void> {
  const chosen = room.getByRole("group", { name: w.level }).getByRole("radio", { checked: true });
  await tabTo(room, chosen);
  await room.keyboard.press("ArrowDown");
  await room.keyboard.press("ArrowUp");
  const licence = room.getByRole("textbox", { name: w.licence });
  await tabTo(room, licence);
  await room.keyboard.press("ControlOrMeta+a");
  await room.keyboard.press("Delete");
  await room.keyboard.press("Enter");
  await expect(room.getByText(w.licenceNeeded)).toBeVisible();
  await expect(licence).toBeFocused();
  await expectNoSideways(room);
  await expectAccessible(room);
  await typeByKey(room, licence, "110331000098765");
  await room.keyboard.press("Enter");
  await expect(room.getByRole("dialog")).toBeVisible();
  await room.keyboard.press("Escape");
  await expect(room.getByRole("dialog"), "Escape takes it back").toHaveCount(0);
  await pressByKey(room, room.getByRole("button", { name: w.decide }));
  await pressByKey(room, room.getByRole("dialog").getByRole("button", { name: w.sure }));
}

test("a case manager books and cancels without a pointer", async ({ page }, info) => {
  test.setTimeout(240_000);
  await atTheDesk(page, info);
  await choosePatient(page, 2);
  await answer(page, ["1", "4", "2", "2", "7", "9", "5", "1"]);
  await page.keyboard.press("Enter");
  await takeFirstSlot(page);
  const consent = page.getByRole("checkbox", { name: w.consent });
  await expect(consent).toBeFocused({ timeout: 60_000 });
  await tabTo(page, page.getByRole("textbox").last());
  await page.keyboard.press("Enter");
  await expect(page.getByText(w.consentNeeded)).toBeVisible();
  await expect(consent, "what is missing has the focus").toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByText(w.booked)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: w.next })).toBeFocused();
  await expectNoSideways(page);
  await expectAccessible(page);
  await pressByKey(page, page.getByRole("link", { name: w.open }));
  await expect(page.getByRole("heading", { level: 1, name: w.booking })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(w.moved), "a time just promised has not moved").toHaveCount(0);
  await pressByKey(page, page.getByRole("button", { name: w.cancel }));
  const sure = page.getByRole("dialog").getByRole("button", { name: w.sureCancel });
  await expect(sure).toBeEnabled({ timeout: 30_000 });
  await pressByKey(page, sure);
  await expect(page.getByText(w.cancelled).first()).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByRole("button", { name: w.print }),
    "nothing to carry to a ride that is off",
  ).toHaveCount(0);
  await expectAccessible(page);
});

test("a clinician decides what the desk's answers could not, without a pointer", async ({
  page,
  browser,
  baseURL,
}, info) => {
  test.setTimeout(240_000);
  await atTheDesk(page, info);
  await choosePatient(page, 3);
  // Nobody measured the vital signs.
  await answer(page, ["1", "4", "3", "2", "7", "9", "5", "4"]);
  await page.keyboard.press("Enter");
  const own = page.getByRole("link", { name: w.bookingNumber });
  await expect(own).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const number = /\d\d-\d{6}/.exec((await own.textContent()) ?? "")?.[0] ?? "";
  const [clinician] = await readyAccounts(page.request, "clinician");
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  const look = { locale: localeOf(info), width, height, baseURL: baseURL ?? "" };
  const { context, page: room } = await personIn(browser, clinician?.email ?? "", look);
  await room.goto(`/${localeOf(info)}/clinician/queue`);
  await pressByKey(room, room.getByRole("link", { name: number }));
  await expect(room.getByRole("heading", { name: w.decision })).toBeVisible({ timeout: 60_000 });
  await decideByKey(room);
  await expect(room).toHaveURL(/\/clinician\/queue$/, { timeout: 30_000 });
  await expect(room.getByRole("link", { name: number })).toHaveCount(0);
  await expectAccessible(room);
  await context.close();
  await expect(page.getByRole("button", { name: w.slot }).first(), "the desk hears by itself").toBeVisible({
    timeout: 60_000,
  });
});

test("a seat puts a caller before 120 without a pointer", async ({ page }, info) => {
  test.setTimeout(180_000);
  await signedIn(page, info, "seat", "/seat/intake");
  const flags = page.getByRole("group", { name: w.groups[3] });
  await expect(flags).toBeVisible({ timeout: 30_000 });
  await typeByKey(page, page.getByRole("textbox", { name: w.caller }), "19900007733");
  await tabTo(page, flags.locator("input").first());
  await page.keyboard.press("1");
  await expect(page.getByRole("heading", { name: w.to120 }), "120 comes into sight").toBeInViewport();
  await page.keyboard.press("e");
  await expect(page.locator("[name=emergency-place]")).toBeFocused();
  await page.keyboard.type("玉城街道 试验路 3 号 2 楼");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: w.handed })).toBeInViewport({ timeout: 60_000 });
  await expectNoSideways(page);
  await expectAccessible(page);
  await typeByKey(page, page.getByRole("textbox", { name: w.takenBy }), "陈调度 07");
  await page.keyboard.press("Enter");
  await expect(page.getByText(w.taken).first()).toBeVisible({ timeout: 30_000 });
});
