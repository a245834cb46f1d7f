import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { InspectionPage } from "./pages/inspection-page";
import { pressByKey, tabTo, typeByKey } from "./pages/keys";
import { atScreen, book, crewOf, type Scene } from "./pages/life";
import { askedDispatcher, OffersPage } from "./pages/offers-page";
import { codeTo } from "./pages/people";

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

const w = {
  depart: /^(出发|Start)$/,
  arrivePickup: /^(到达上车点|Arrived at pickup)$/,
  arriveDropoff: /^(到达目的地|Arrived)$/,
  takeOver: /做上车点交接|^Hand-over at the pickup$/,
  takeOverDone: /上车点交接已签字|Hand-over at the pickup is signed/,
  board: /核对身份，上车|Check and board/,
  code: /四位上车码|Four-digit boarding code/,
  handOver: /交接给接收方|^Hand over$/,
  name: /^(姓名|Name$|Name(?! of))/,
  typeName: /^(打字签名|Type the name)$/,
  typedName: /^(签名人姓名|Name of the person signing)/,
  signed: /双方签好|Both signed/,
  takeCash: /^(已收到 ¥|Received (CN)?¥)/,
  paid: /^(已付清|Paid in full)$/,
};

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

/** A deed that a finger would hold: the keyboard is asked instead. */
async function deed(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole("button", { name });
  // While the deed before it is still being written down, nobody is asked for the next one.
  await expect(button).not.toHaveAttribute("aria-busy", "true");
  await pressByKey(page, button);
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await expect(dialog).toBeVisible();
  await pressByKey(page, dialog.getByRole("button", { name }));
  await expect(dialog).toBeHidden();
}

/** The first answer of each group that must be answered, by the space bar. */
async function answerState(page: Page): Promise<void> {
  for (const group of [0, 1, 2]) {
    await tabTo(
      page,
      page
        .getByRole("group")
        .filter({ has: page.getByRole("radio") })
        .nth(group)
        .getByRole("radio")
        .first(),
    );
    await page.keyboard.press("Space");
  }
}

/** Both sides type their names instead of drawing. */
async function signBoth(page: Page, names: [string, string]): Promise<void> {
  for (const [at, name] of names.entries()) {
    const field = page.getByLabel(w.name).nth(at);
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(name);
    // The button changes its words once pressed.
    await pressByKey(page, page.getByRole("button", { name: w.typeName }).first());
    const typed = page.getByLabel(w.typedName).nth(at);
    await tabTo(page, typed);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(name);
  }
  await pressByKey(page, page.getByRole("button", { name: w.signed }));
}

test("an operator accepts, a crew carries and takes cash, by keyboard alone", async ({
  browser,
  page: family,
  baseURL,
}, info) => {
  test.setTimeout(360_000);
  const { name } = info.project;
  const locale = name.startsWith("en") ? "en" : "zh-CN";
  const screen = name.endsWith("phone") ? { width: 390, height: 844 } : { width: 1440, height: 900 };
  const phone = `1390000009${["zh-phone", "zh-desktop", "en-phone", "en-desktop"].indexOf(name)}`;
  const scene: Scene = { browser, page: family, locale, baseURL: baseURL ?? "", phone };
  const { number, tracking } = await book(scene, "soon");

  const dispatcher = await askedDispatcher(family, number);
  const desk = await atScreen(scene, dispatcher, screen);
  const offers = new OffersPage(desk, locale);
  await offers.open();
  await offers.expectWithCountdown(number);
  await tabTo(desk, offers.offer(number));
  await desk.keyboard.press("a");
  await expect(offers.offer(number)).toHaveCount(0);
  const tripId = await offers.openTrip(number);
  const email = await crewOf(desk, dispatcher);
  await desk.context().close();

  const began = Date.now();
  const crew = await atScreen(scene, email, screen);
  // What is done before the shift is a journey of its own.
  await new InspectionPage(crew).beforeTrip(locale, tripId);
  await crew.goto(`/${locale}/crew`);
  await pressByKey(crew, crew.locator(`a[href$="/crew/trips/${tripId}"]`).first());
  await crew.waitForURL(new RegExp(`/crew/trips/${tripId}$`));
  await deed(crew, w.depart);
  await deed(crew, w.arrivePickup);
  await pressByKey(crew, crew.getByRole("link", { name: w.takeOver }));
  await answerState(crew);
  await signBoth(crew, ["李护士", "周随车"]);
  await expect(crew.getByText(w.takeOverDone)).toBeVisible();
  await check(crew);
  await pressByKey(crew, crew.getByRole("link", { name: w.board }));
  const code = await tracking.boardingCode(() => codeTo(family.request, `+86${phone}`, began));
  await typeByKey(crew, crew.getByLabel(w.code), code);
  await deed(crew, w.arriveDropoff);
  await pressByKey(crew, crew.getByRole("link", { name: w.handOver }));
  await answerState(crew);
  await signBoth(crew, ["周随车", "王小华"]);
  await crew.waitForURL(/\/payment$/);
  await check(crew);
  await deed(crew, w.takeCash);
  await expect(crew.getByText(w.paid).first()).toBeVisible({ timeout: 30_000 });
  await check(crew);
});
