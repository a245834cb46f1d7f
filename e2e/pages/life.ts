import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./accessible";
import { BookingPage } from "./booking-page";
import { CrewRide } from "./crew-ride";
import { InspectionPage } from "./inspection-page";
import { askedDispatcher, OffersPage } from "./offers-page";
import { codeTo, personIn, readyAccounts } from "./people";
import { RecordPage } from "./record-page";
import { TrackingPage } from "./tracking-page";

export interface Scene {
  browser: Browser;
  /** The family's own browser. */
  page: Page;
  locale: "zh-CN" | "en";
  baseURL: string;
  /** The family's mobile number: one of the reserved ones, each journey its own. */
  phone: string;
}

/** A booking that lives: what its people need to find it again. */
export interface LiveBooking {
  number: string;
  tracking: TrackingPage;
}

export const desk = { width: 1440, height: 900 };
export const handset = { width: 390, height: 844 };
const address = "玉城街道 城中路 12 号";

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

/** A person of the city at a screen of their own. */
export async function atScreen(
  { browser, locale, baseURL }: Pick<Scene, "browser" | "locale" | "baseURL">,
  email: string,
  screen: { width: number; height: number },
): Promise<Page> {
  return (await personIn(browser, email, { locale, baseURL, ...screen })).page;
}

/** From the home page to the link by which the family follows its booking, without an account. */
export async function book(scene: Scene, when: "soon" | "workday", from = "yhsrmyy"): Promise<LiveBooking> {
  const { page, locale, phone } = scene;
  const booking = new BookingPage(page);
  await page.goto(`/${locale}`);
  await check(page);
  await page
    .getByRole("link", { name: /^(预约转运|Book a transfer)$/ })
    .first()
    .click();
  await page.waitForURL(/\/book/);
  await booking.answerWho();
  await booking.answerPlace(from);
  await booking.answerOwnPosition(address);
  await (when === "soon" ? booking.answerSoon() : booking.answerWorkday());
  await booking.answerNothingWrong();
  await booking.askForSlots();
  await booking.chooseEarliestSlot();
  await expect(page.getByRole("timer")).toContainText(/^[45]:/);
  await booking.giveNames("王秀英", "王小华", phone);
  await booking.confirm(await booking.sendCode(phone));
  const tracking = new TrackingPage(page);
  await check(page);
  return { tracking, number: await tracking.number() };
}

/** The operator that is asked accepts; returns its dispatcher's page, on the trip. */
export async function acceptOffer(scene: Scene, number: string): Promise<{ page: Page; tripId: string }> {
  const email = await askedDispatcher(scene.page, number);
  const page = await atScreen(scene, email, desk);
  const offers = new OffersPage(page, scene.locale);
  await offers.open();
  await offers.expectWithCountdown(number);
  await check(page);
  await offers.accept(number);
  const tripId = await offers.openTrip(number);
  await check(page);
  return { page, tripId };
}

/** The account of somebody on the trip's crew, whom the operator's page names. */
export async function crewOf(operator: Page, dispatcher: string): Promise<string> {
  const organization = (await readyAccounts(operator.request, "dispatcher")).find(
    (it) => it.email === dispatcher,
  )?.organization;
  const all = (await readyAccounts(operator.request, "crew")).filter(
    (it) => it.organization === organization,
  );
  await expect(operator.getByRole("heading", { level: 1 })).toHaveText(/\d\d-\d{6}/);
  const named = (await operator.getByRole("main").textContent()) ?? "";
  const member = all.find(({ name }) => named.includes(name));
  if (!member) throw new Error(`Nobody of the crew has an account: ${named.slice(0, 400)}`);
  return member.email;
}

/** The crew's part, with the family's page open beside it: what happens is on both without a reload. */
async function ride(
  scene: Scene,
  { tracking }: LiveBooking,
  tripId: string,
  crewEmail: string,
): Promise<void> {
  const page = await atScreen(scene, crewEmail, handset);
  const crew = new CrewRide(page, scene.locale);
  const live = { timeout: 30_000 };
  const began = Date.now();
  await new InspectionPage(page).beforeTrip(scene.locale, tripId);
  await crew.openTrip(tripId);
  await check(page);
  await crew.depart();
  await expect(tracking.title).toHaveText(/车正在来接的路上|The vehicle is on its way/, live);
  await crew.arriveAtPickup();
  await expect(tracking.title).toHaveText(/车到门口了|The vehicle is at the door/, live);
  await crew.takeOver("李护士");
  await crew.board(await tracking.boardingCode(() => codeTo(scene.page.request, `+86${scene.phone}`, began)));
  await expect(tracking.title).toHaveText(/已接上，正送往目的地|On board and on the way/, live);
  await crew.arriveAtDropoff();
  await expect(tracking.title).toHaveText(/到了，正在交接|Arrived; being handed over/, live);
  await crew.handOver("王小华");
  await check(page);
  await expect(tracking.title).toHaveText(/已经送到|Arrived safely/, live);
  await page.context().close();
}

/** The bill is the quote; it is paid, receipted, and complained of. Returns the case's number. */
async function settle(scene: Scene, { tracking }: LiveBooking, quoted: string): Promise<string> {
  const { page, phone } = scene;
  await expect(page.getByText(/与报价完全一致|Exactly as quoted/)).toBeVisible({ timeout: 45_000 });
  expect(await tracking.due()).toBe(quoted);
  const since = Date.now() - 1_000;
  await tracking.pay(() => codeTo(page.request, `+86${phone}`, since));
  const receipt = page.getByRole("link", { name: /下载收据|Receipt \(PDF\)/ });
  await expect(receipt).toBeVisible({ timeout: 30_000 });
  const paper = await page.request.get((await receipt.getAttribute("href")) ?? "");
  expect(paper.status()).toBe(200);
  expect(paper.headers()["content-type"]).toContain("application/pdf");
  expect((await paper.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const number = await tracking.complain("说好的时间没有到，等了一会儿，请核实。");
  await check(page);
  return number;
}

/** The operator answers the case on the trip's page. */
async function answerComplaint(operator: Page, number: string): Promise<void> {
  const card = operator.getByRole("listitem").filter({ hasText: number });
  await expect(card.first()).toBeVisible({ timeout: 30_000 });
  await card.getByLabel(/^(答复|Answer)/).fill("经核实，上一趟交接耽误了十分钟，已向家属致歉并提醒班组。");
  await card.getByRole("button", { name: /提交答复|Send the answer/ }).click();
  await expect(card.getByText(/^(已答复|Answered)$/).first()).toBeVisible();
  await check(operator);
}

/** The regulator reads the whole record and closes the case; the family reads the outcome on its own page. */
async function oversee(scene: Scene, number: string, plate: string, complaint: string): Promise<void> {
  const [regulator] = await readyAccounts(scene.page.request, "regulator");
  if (!regulator) throw new Error("The city has no regulator's account");
  const page = await atScreen(scene, regulator.email, desk);
  const record = new RecordPage(page, scene.locale);
  await record.open(number);
  await record.expectWhole(plate, complaint);
  await check(page);
  const outcome = "已核查行程记录，责成承运方加强调度，回访家属表示认可。";
  await record.closeCase(complaint, outcome);
  await check(page);
  await expect(scene.page.getByText(outcome)).toBeVisible({ timeout: 30_000 });
  await page.context().close();
}

/** The link opened in this browser tells the family's vehicle from any other at the door. */
async function checkAtTheDoor({ page, locale }: Scene, plate: string): Promise<void> {
  const door = await page.context().newPage();
  const says = (words: RegExp) => expect(door.getByRole("heading", { level: 2, name: words })).toBeVisible();
  await door.goto(`/${locale}/verify/${encodeURIComponent(plate)}`);
  // The pickup may lie hours ahead when nobody works nearer: then it is the vehicle, and not yet the time.
  await says(/就是来接您的车|是您预约的车|This is your vehicle|Your vehicle, at the wrong time/);
  await check(door);
  await door.goto(`/${locale}/verify/${encodeURIComponent("浙J0T999")}`);
  await says(/这不是来接您的车|This is not your vehicle/);
  await door.close();
}

/** The whole life of a booking through the screens of all its people. */
export async function liveThrough(scene: Scene): Promise<void> {
  const { tracking, number } = await test.step("the family books", () => book(scene, "soon"));
  const booking = { tracking, number };
  const quoted = await tracking.due();
  const { page: operator, tripId } = await test.step("the operator accepts", () =>
    acceptOffer(scene, number));
  const plate = await test.step("the family sees plate and crew", async () => {
    await expect(tracking.title).toHaveText(/车和人都定好了|Vehicle and crew are set/, { timeout: 30_000 });
    await expect(scene.page.getByText(/^浙[A-Z]/).first()).toBeVisible();
    await expect(
      scene.page.getByRole("list", { name: /随车人员|Crew/ }).getByRole("listitem"),
    ).not.toHaveCount(0);
    await check(scene.page);
    return (
      (await scene.page
        .getByText(/^浙[A-Z]/)
        .first()
        .textContent()) ?? ""
    );
  });
  await test.step("the family checks the vehicle at the door", () => checkAtTheDoor(scene, plate));
  const dispatcher = await askedDispatcher(scene.page, number);
  const crew = await crewOf(operator, dispatcher);
  await test.step("the crew carries the patient", () => ride(scene, booking, tripId, crew));
  const complaint = await test.step("the family pays and complains", () => settle(scene, booking, quoted));
  await test.step("the operator answers", () => answerComplaint(operator, complaint));
  await operator.context().close();
  await test.step("the regulator reads it all", () => oversee(scene, number, plate, complaint));
}
