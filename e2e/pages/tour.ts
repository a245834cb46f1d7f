import { expect, type Page } from "@playwright/test";
import { readyAccounts, signIn } from "./people";

/** A page by its address, or the first link of the page before it whose address matches. */
export type Stop = string | RegExp;

/** Where each role's people can go, and one of each kind of record. */
export const tours: Record<string, Stop[]> = {
  visitor: ["", "/book", "/sign-in", "/complaint", "/verify", "/demo/outbox", "/no-such-page"],
  family: ["/family", /\/family\/bookings\/[0-9a-f-]{36}$/, "/family/profile", "/family/data", "/notices"],
  case_manager: [
    "/hospital/desk",
    "/hospital/batch",
    "/hospital/account",
    "/hospital/subscription",
    "/hospital/board",
    "/hospital/patients",
    "/hospital/relief",
    "/hospital/privacy",
    "/hospital/bookings",
    /\/hospital\/bookings\/[0-9a-f-]{36}$/,
  ],
  seat: [
    "/seat/intake",
    "/seat/callbacks",
    "/seat/emergency",
    "/seat/relief",
    "/seat/complaints",
    "/seat/bookings",
    /\/seat\/bookings\/[0-9a-f-]{36}$/,
  ],
  clinician: ["/clinician/queue"],
  dispatcher: [
    "/operator/offers",
    "/operator/plan",
    "/operator/shifts",
    "/operator/inspections",
    "/operator/papers",
    "/operator/statements",
    /\/operator\/statements\/[0-9a-f-]{36}/,
    "/operator/cash",
    "/operator/invoices",
    "/operator/subscription",
    "/operator/privacy",
    "/operator/trips",
    /\/operator\/trips\/[0-9a-f-]{36}/,
    "/operator/trips?view=adverse",
    /\/operator\/adverse\/[0-9a-f-]{36}/,
    "/operator/fleet/new",
    "/operator/fleet",
    /\/operator\/fleet\/[0-9a-f-]{36}/,
    "/operator/crew/new",
    "/operator/crew",
    /\/operator\/crew\/[0-9a-f-]{36}/,
  ],
  crew: ["/crew", "/crew/profile", "/crew/cash", "/notices"],
  regulator: [
    "/regulator/overview",
    "/regulator/map",
    "/regulator/payments",
    "/regulator/payouts",
    "/regulator/insurance",
    "/regulator/privacy",
    "/regulator/audit",
    "/regulator/certification",
    /\/regulator\/certification\/[0-9a-f-]{36}/,
    "/regulator/trips",
    /\/regulator\/trips\/[0-9a-f-]{36}/,
    "/regulator/rules",
    /\/regulator\/rules\/[0-9a-f-]{36}/,
    "/regulator/relief",
    "/regulator/findings",
    "/regulator/allocation",
    "/regulator/samples",
    "/regulator/cases",
    /\/regulator\/cases\/(adverse\/)?[0-9a-f-]{36}/,
  ],
  finance: [
    "/finance/payments",
    "/finance/payments?show=disputed",
    "/finance/accounts",
    /\/finance\/accounts\/[0-9a-f-]{36}/,
    "/finance/insurance",
    "/finance/bank",
    "/finance/cash",
    "/finance/invoices",
    "/finance/payouts",
    "/finance/close",
    "/finance/settlement",
    /\/finance\/settlement\/[0-9a-f-]{36}/,
    "/finance/ledger",
  ],
  region_admin: ["/admin/organizations", /\/admin\/organizations\/[0-9a-f-]{36}/],
  platform_admin: ["/admin/regions", "/admin/organizations", /\/admin\/organizations\/[0-9a-f-]{36}/],
};

/** Sign in as the first ready account of a role; a visitor is nobody. */
export async function arriveAs(page: Page, role: string, locale: string): Promise<void> {
  await page.goto(`/${locale}/sign-in`);
  if (role === "visitor") return;
  // Families belong to no region; the first city's have travelled in it.
  const account = (await readyAccounts(page.request, role)).find(({ email }) => !email.includes(".dongxihu"));
  if (!account) throw new Error(`The city has no ready ${role}`);
  await signIn(page, account.email, role !== "family");
}

/** The addresses of a tour, found on the way: some exist only as links of the page before. */
export async function visit(page: Page, locale: string, stop: Stop): Promise<string> {
  if (typeof stop === "string") {
    await page.goto(`/${locale}${stop}`);
    return stop || "/";
  }
  const links = page.locator("main a[href]");
  const find = async () => {
    const all = await links.evaluateAll((list) => list.map((link) => link.getAttribute("href") ?? ""));
    return all.find((href) => stop.test(href.split(/[?#]/)[0] ?? ""));
  };
  await expect.poll(find, { timeout: 15_000, message: `no link ${stop} on ${page.url()}` }).toBeTruthy();
  const href = (await find()) ?? "";
  await page.goto(href);
  return href;
}
