import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts } from "./pages/people";
import { arriveAs } from "./pages/tour";

const w = {
  suspend: /^(暂停|Suspend)$/,
  hits: /会影响 \d+ 个班次、\d+ 位已约患者|Affects \d+ shifts? and \d+ bookings?/,
  reason: /^(原因|Reason)/,
  suspended: /^(已暂停|Suspended)$/,
  lift: /^(恢复|Lift the suspension)$/,
  certified: /^(已认证|Certified)$/,
};

interface Listed {
  id: string;
  orgNameZh: string;
  standing: { certified: boolean };
}
interface Its {
  affected: { bookings: { id: string; number: string }[] };
}

async function ask<T>(request: APIRequestContext, verb: string, input: unknown): Promise<T> {
  const answer = await request.get(
    `/api/trpc/${verb}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`,
  );
  return (await answer.json()).result.data.json as T;
}

/** A certified operator that carries promised patients; the one whose dispatcher others play comes last. */
async function operatorWithTrips(request: APIRequestContext): Promise<{ id: string; bookingId: string }> {
  const [dispatcher] = await readyAccounts(request, "dispatcher");
  const all = await ask<Listed[]>(request, "certification.list", { subject: "operator" });
  const own = (it: Listed) => Number(it.orgNameZh === dispatcher?.organization);
  for (const { id } of all.filter(({ standing }) => standing.certified).sort((a, b) => own(a) - own(b))) {
    const { affected } = await ask<Its>(request, "certification.get", { certificationId: id });
    // The one farthest ahead: somebody may carry it instead, and no crew of this city is about to set out.
    const last = affected.bookings.at(-1);
    if (last) return { id, bookingId: last.id };
  }
  throw new Error("No operator of the city has a promised patient");
}

/** Which vehicle carries a booking, as its booker is told. */
async function plateOf(request: APIRequestContext, bookingId: string): Promise<string | null> {
  const { vehicle } = await ask<{ vehicle: { plate: string } | null }>(request, "booking.track", {
    bookingId,
  });
  return vehicle?.plate ?? null;
}

async function decide(page: Page, move: RegExp, reason: string): Promise<void> {
  await page.getByRole("button", { name: move }).click();
  const dialog = page.getByRole("dialog", { name: move });
  await dialog.getByLabel(w.reason).fill(reason);
  await dialog.getByRole("button", { name: move }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

test("an operator is suspended after seeing what it hits, its patients' trips move, and it comes back", async ({
  page,
}, info) => {
  test.setTimeout(150_000);
  const locale = info.project.name.startsWith("en") ? "en" : "zh-CN";
  await arriveAs(page, "regulator", locale);
  const { id, bookingId } = await operatorWithTrips(page.request);
  const before = await plateOf(page.request, bookingId);
  await page.goto(`/${locale}/regulator/certification/${id}`);
  await page.getByRole("button", { name: w.suspend }).click();
  const preview = page.getByRole("dialog", { name: w.suspend });
  await expect(preview.getByText(w.hits)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  try {
    await decide(page, w.suspend, "端到端检查：停业整顿一天");
    await expect(page.getByText(w.suspended).first()).toBeVisible();
    await expectNoSideways(page);
    // Its vehicle comes no more: another operator's does, or the search for one stands in the record.
    await expect(async () => {
      expect(await plateOf(page.request, bookingId)).not.toBe(before ?? "none");
    }).toPass({ timeout: 60_000 });
    await page.goto(`/${locale}/regulator/trips/${bookingId}`);
    await expect(page.locator("#decisions").getByRole("row").nth(1)).toBeAttached();
    await expect(
      page
        .locator("#audit")
        .getByRole("row")
        .filter({ hasText: /trip\.(release|replan|cancel)|dispatch\.|offer\.(make|withdraw)/ })
        .first(),
    ).toBeAttached();
  } finally {
    await page.goto(`/${locale}/regulator/certification/${id}`);
    await decide(page, w.lift, "端到端检查完毕");
    await expect(page.getByText(w.certified).first()).toBeVisible();
  }
});
