import { expect, type Page, test } from "@playwright/test";
import { violationsOn } from "./pages/accessible";
import { arriveAs, tours, visit } from "./pages/tour";

/** What stands where there is no page. */
const missing = /^(没有找到这个页面|This page was not found)/;

/** What is wrong with the page that is open, in words; nothing where all is well. */
async function faultsOf(page: Page): Promise<unknown[]> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await expect(page).toHaveTitle(/\S/);
  await expect(page.locator("main [aria-busy=true], main .animate-pulse")).toHaveCount(0);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const sideways = wider > 1 ? [`${wider} px too wide`] : [];
  const headings = await page.getByRole("heading", { level: 1 }).count();
  const isMissing = await page.getByRole("heading", { level: 1, name: missing }).isVisible();
  return [
    ...sideways,
    ...(isMissing && !page.url().endsWith("/no-such-page") ? ["leads to no page"] : []),
    ...(headings === 1 ? [] : [`${headings} first headings`]),
    ...(await violationsOn(page)),
  ];
}

/** Whose pages are opened on a phone in Chinese, in the short run; all others on a desktop in English. */
const onPhones = ["family", "dispatcher", "crew", "finance", "platform_admin"];

for (const [role, stops] of Object.entries(tours)) {
  test(`every page of a ${role} reads well`, async ({ page }, info) => {
    const isPhone = info.project.name === "zh-phone";
    const isElsewhere = role !== "visitor" && onPhones.includes(role) !== isPhone;
    test.skip(isElsewhere && !process.env.LONG, "opened on the other screen");
    test.setTimeout(30_000 + stops.length * 12_000);
    const locale = info.project.name.startsWith("en") ? "en" : "zh-CN";
    const faults: [string, unknown[]][] = [];
    const loud: string[] = [];
    page.on("pageerror", (error) => loud.push(error.message));
    page.on("console", (said) => {
      if (said.type() === "error" && !said.text().startsWith("Failed to load resource"))
        loud.push(said.text());
    });
    await arriveAs(page, role, locale);
    for (const stop of stops) {
      const address = await visit(page, locale, stop);
      const found = [...(await faultsOf(page)), ...loud.splice(0)];
      if (process.env.LOOK) {
        const name = `${role}${address.replace(/[0-9a-f-]{36}/g, "id").replace(/[^a-z]+/g, "-")}`;
        await page.screenshot({
          path: `${process.env.LOOK}/${info.project.name}/${name}.png`,
          fullPage: true,
        });
      }
      if (found.length > 0) faults.push([address, found]);
    }
    expect(faults).toEqual([]);
  });
}
