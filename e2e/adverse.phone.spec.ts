import { type APIRequestContext, expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { arriveAs } from "./pages/tour";

const w = {
  report: /^(上报不良事件|Report an adverse event)$/,
  send: /^(上报|Report)$/,
  number: /^(预约编号|Booking number)/,
  missing: /请写预约编号|Enter the booking number/,
  kind: /^(类别|Kind)/,
  equipment: { "zh-CN": "设备故障", en: "Equipment failed" },
  at: /^(发生时间|Happened)/,
  what: /^(经过|What happened)/,
  reported: /已上报，请留意报告期限|Reported; mind the date/,
  outcome: /^(处理结果|Outcome)/,
  close: /^(办结案件|Close the case)$/,
  closed: /^(已办结|Closed)$/,
};

interface Trip {
  bookingNumber: string;
  bookingId: string;
  status: string;
}

/** A ride of yesterday that is over. */
async function rideOver(request: APIRequestContext): Promise<Trip> {
  const day = new Date(Date.now() + (8 - 24) * 3_600_000).toISOString().slice(0, 10);
  const input = encodeURIComponent(JSON.stringify({ json: { day } }));
  const answer = await (await request.get(`/api/trpc/trip.list?input=${input}`)).json();
  const its = (answer.result.data.json as Trip[]).find(({ status }) => status === "completed");
  if (!its) throw new Error("Nobody was carried yesterday");
  return its;
}

test("the regulator enters an adverse event by the booking's number, and follows it to its outcome in the trip's record", async ({
  page,
}, info) => {
  const locale = info.project.name.startsWith("en") ? "en" : "zh-CN";
  await arriveAs(page, "regulator", locale);
  const { bookingNumber, bookingId } = await rideOver(page.request);
  await page.goto(`/${locale}/regulator/cases`);
  await page.getByRole("button", { name: w.report }).click();
  const dialog = page.getByRole("dialog", { name: w.report });
  await dialog.getByRole("button", { name: w.send }).click();
  await expect(dialog.getByText(w.missing)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await dialog.getByLabel(w.number).fill(bookingNumber);
  await dialog.getByLabel(w.kind).selectOption({ label: w.equipment[locale] });
  await dialog.getByLabel(w.at).fill("2026-01-02T09:30");
  const words = `担架固定带断裂，病人没有受伤 ${info.project.name} ${Date.now()}`;
  await dialog.getByLabel(w.what).fill(words);
  await dialog.getByRole("button", { name: w.send }).click();
  await expect(page.getByText(w.reported)).toBeVisible();
  await page.goto(`/${locale}/regulator/trips/${bookingId}#cases`);
  // The innermost: the part itself is a section too.
  const event = page.locator("#cases section").filter({ hasText: words }).last();
  // Who was told stands beside what happened.
  await expect(event.getByRole("listitem").nth(1)).toBeVisible();
  await event.getByRole("link").first().click();
  await page.getByLabel(w.outcome).fill("已更换固定带并复查全部车辆");
  await page.getByRole("button", { name: w.close }).click();
  await expect(page.getByText(w.closed).first()).toBeVisible();
});
