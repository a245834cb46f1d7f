import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
type Violations = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

/** Whether a bar that stays on the screen covers the target where the page is scrolled just now. */
const isCovered = ({ any }: Violations[number]["nodes"][number]) =>
  any.some(({ id, data }) => id === "target-size" && data?.messageKey === "partiallyObscured");

/**
 * Flags on a map stand where things are, and may cover one another. The list under the map holds the same buttons, which
 * is what the rule on the size of targets asks for then (WCAG 2.5.8, "equivalent"); every other rule holds for flags too.
 */
async function withoutFlags(page: Page, violations: Violations): Promise<Violations> {
  const judged: Violations = [];
  for (const violation of violations) {
    const nodes: Violations[number]["nodes"] = [];
    for (const node of violation.nodes) {
      const flag = page.locator(String(node.target.at(-1))).and(page.locator(".maplibregl-marker"));
      if (violation.id !== "target-size" || (await flag.count()) === 0) nodes.push(node);
    }
    if (nodes.length > 0) judged.push({ ...violation, nodes });
  }
  return judged;
}

/** What a bar covered is judged again in the middle of the screen, where a person scrolls it to. */
async function judgeUncovered(page: Page, violations: Violations): Promise<Violations> {
  const judged: Violations = [];
  for (const violation of violations) {
    const nodes = violation.nodes.filter((node) => !isCovered(node));
    if (nodes.length > 0) judged.push({ ...violation, nodes });
    for (const { target } of violation.nodes.filter(isCovered)) {
      const selector = String(target.at(-1));
      await page
        .locator(selector)
        .first()
        .evaluate((it) => it.scrollIntoView({ block: "center", inline: "center" }));
      const again = await new AxeBuilder({ page }).include(selector).withRules([violation.id]).analyze();
      judged.push(...again.violations);
    }
  }
  return judged;
}

/** The rules of WCAG 2.2 AA that the page breaks, as far as a machine can see, each with where. */
export async function violationsOn(page: Page): Promise<[string, unknown[]][]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const judged = await judgeUncovered(page, await withoutFlags(page, violations));
  return judged.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

/** What stands on the page breaks no rule of WCAG 2.2 AA that a machine can check. */
export async function expectAccessible(page: Page): Promise<void> {
  // The title streams in after the page's first part.
  await expect(page).toHaveTitle(/\S/);
  expect(await violationsOn(page)).toEqual([]);
}

/** Nothing sticks out sideways: a phone never scrolls to the side. */
export async function expectNoSideways(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBeLessThanOrEqual(1);
}
