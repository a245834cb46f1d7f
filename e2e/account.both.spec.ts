import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";

/** Words of both languages, since each journey runs in both. */
const words = {
  contact: /手机号或邮箱|Mobile number or e-mail/,
  send: /获取验证码|Send me a code/,
  code: /6 位验证码|6-digit code/,
  signIn: /^(登录|Sign in)$/,
  factor: /6 位动态码|6-digit authenticator code/,
  enter: /进入工作台|Continue/,
  wrong: /验证码不对|code is not right/,
  used: /动态码不对|authenticator code is wrong|has been used|wait for the next/i,
  regions: /^(区域|Regions)$/,
};

interface Sent {
  to: string;
  channel: string;
  code?: string;
  at: string;
}
interface Ready {
  role: string;
  email: string;
  region: string | null;
}

async function readyAccount(request: APIRequestContext, role: string): Promise<Ready> {
  const accounts = (await (await request.get("/api/demo/accounts")).json()) as Ready[];
  const found = accounts.find((account) => account.role === role);
  if (!found) throw new Error(`no ready account for ${role}`);
  return found;
}

/** The newest code to a person that was sent after an instant, as soon as it is in the outbox. */
async function codeTo(request: APIRequestContext, to: string, channel: string, since = 0): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(
      async () => {
        const sent = (await (await request.get("/api/demo/outbox")).json()) as Sent[];
        code = sent.find(
          (each) => each.to === to && each.channel === channel && each.code && Date.parse(each.at) >= since,
        )?.code;
        return code;
      },
      { timeout: 30_000 },
    )
    .toBeTruthy();
  return code ?? "";
}

const wrongOf = (code: string) => (code === "000000" ? "111111" : "000000");

async function askForCode(page: Page, email: string): Promise<string> {
  const since = Date.now() - 1_000;
  await page.getByLabel(words.contact).fill(email);
  await page.getByRole("button", { name: words.send }).click();
  await expect(page.getByLabel(words.code)).toBeFocused();
  return codeTo(page.request, email, "email", since);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test("a family signs in by code; a wrong one stays to be corrected, a reload forgets nothing", async ({
  page,
}) => {
  const { email } = await readyAccount(page.request, "family");
  await page.goto("/sign-in");
  await expectAccessible(page);
  await page.getByLabel(words.contact).fill("0576-87654321");
  await page.getByRole("button", { name: words.send }).click();
  await expect(page.getByLabel(words.contact)).toHaveValue("0576-87654321");
  await expect(page.getByLabel(words.contact)).toHaveAttribute("aria-invalid", "true");
  const code = await askForCode(page, email);
  await page.getByLabel(words.code).fill(wrongOf(code));
  await page.getByRole("button", { name: words.signIn }).click();
  await expect(page.getByText(words.wrong)).toBeVisible();
  await expect(page.getByLabel(words.code)).toHaveValue(wrongOf(code));
  await expectAccessible(page);
  await page.reload();
  await page.getByLabel(words.code).fill(code);
  await page.getByLabel(words.code).press("Enter");
  await expect(page).toHaveURL(/\/family$/);
  await expectAccessible(page);
});

/** Give the authenticator's code; one that was used moments ago is refused, and the next is waited for. */
async function giveFactor(page: Page, email: string): Promise<void> {
  const code = await codeTo(page.request, email, "authenticator");
  const give = async (value: string) => {
    await page.getByLabel(words.factor).fill(value);
    await page.getByRole("button", { name: words.enter }).click();
    await expect(page.getByText(words.used).or(page.locator("h1", { hasText: words.regions }))).toBeVisible();
  };
  await give(code);
  if (!(await page.getByText(words.used).isVisible())) return;
  const fresh = () => codeTo(page.request, email, "authenticator");
  await expect.poll(fresh, { timeout: 40_000 }).not.toBe(code);
  await give(await fresh());
}

test("staff are led through both factors back to the page they asked for", async ({ page }) => {
  test.setTimeout(120_000);
  // Whom no journey of the other lane signs in: a code asked for twice makes the first one void.
  const { email } = await readyAccount(page.request, "platform_admin");
  await page.goto("/admin/regions");
  await expect(page).toHaveURL(/\/sign-in\?return=%2Fadmin%2Fregions/);
  await page.getByLabel(words.code).fill(await askForCode(page, email));
  await page.getByRole("button", { name: words.signIn }).click();
  await expect(page).toHaveURL(/\/sign-in\/second-factor/);
  await expectAccessible(page);
  await page.goto("/admin/regions");
  await expect(page, "one factor is not enough").toHaveURL(/\/sign-in\/second-factor/);
  await giveFactor(page, email);
  await expect(page).toHaveURL(/\/admin\/regions$/);
  await page.waitForLoadState("load");
  await page.goto("/crew");
  await expect(page, "another role's page stays closed").toHaveURL(/\/sign-in\/membership/);
  await expectAccessible(page);
});

test("signing in and out is refused to other sites, and a signed-out browser is nobody", async ({
  page,
  baseURL,
}) => {
  const { email } = await readyAccount(page.request, "family");
  await page.goto("/sign-in");
  const code = await askForCode(page, email);
  const data = { contact: email, code };
  const foreign = await page.request.post("/api/session", {
    data,
    headers: { origin: "https://evil.example" },
  });
  expect(foreign.status()).toBe(403);
  const own = await page.request.post("/api/session", { data, headers: { origin: baseURL ?? "" } });
  expect(own.status()).toBe(200);
  expect(own.headers()["set-cookie"]).toMatch(/^anzhuan\.session=.+; Path=\/; HttpOnly; SameSite=Lax/);
  await page.goto("/family/profile");
  await expect(page).toHaveURL(/\/family\/profile$/);
  expect((await page.request.delete("/api/session")).status()).toBe(204);
  await page.goto("/family/profile");
  await expect(page).toHaveURL(/\/sign-in\?return=/);
});

test("the outbox shows what was sent, by recipient", async ({ page }) => {
  const { email } = await readyAccount(page.request, "family");
  await page.goto("/sign-in");
  const code = await askForCode(page, email);
  await page.goto(`/demo/outbox?to=${encodeURIComponent(email)}`);
  await expect(page.getByText(code, { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});
