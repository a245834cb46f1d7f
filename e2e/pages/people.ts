import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
} from "@playwright/test";

/** A message that the demonstration sent, as `/api/demo/outbox` shows it. */
export interface Sent {
  to: string;
  channel: string;
  subject: string;
  text: string;
  links: string[];
  code?: string;
  at: string;
}

export interface Ready {
  role: string;
  email: string;
  name: string;
  organization: string | null;
  region: string | null;
}

/** Ready accounts of the demonstration, in the order of its list. */
export async function readyAccounts(
  request: APIRequestContext,
  role: string,
  region = "331000",
): Promise<Ready[]> {
  const accounts = (await (await request.get("/api/demo/accounts")).json()) as Ready[];
  return accounts.filter(
    (account) => account.role === role && (account.region === region || role === "family"),
  );
}

export async function outbox(request: APIRequestContext): Promise<Sent[]> {
  return (await (await request.get("/api/demo/outbox")).json()) as Sent[];
}

/** The newest message that fulfils a condition, as soon as it is there. */
export async function messageTo(
  request: APIRequestContext,
  wanted: (sent: Sent) => boolean,
  timeout = 45_000,
): Promise<Sent> {
  let found: Sent | undefined;
  await expect
    .poll(
      async () => {
        found = (await outbox(request)).find(wanted);
        return found !== undefined;
      },
      { timeout },
    )
    .toBe(true);
  if (!found) throw new Error("No such message");
  return found;
}

/** The newest code sent to a contact since an instant. */
export async function codeTo(request: APIRequestContext, to: string, since = 0): Promise<string> {
  const sent = await messageTo(
    request,
    (it) =>
      it.to === to && it.channel !== "authenticator" && it.code !== undefined && Date.parse(it.at) >= since,
  );
  return sent.code ?? "";
}

async function authenticatorCode(request: APIRequestContext, email: string): Promise<string> {
  const sent = await messageTo(
    request,
    (it) => it.to === email && it.channel === "authenticator" && it.code !== undefined,
  );
  return sent.code ?? "";
}

/** An authenticator's code works once: who has signed in is known to every process of the run, as in an office. */
const doorman = resolve(".test/signed-in");

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** The cookies with which somebody signed in earlier, while they still hold. */
async function knownCookies(page: Page, file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  await page.context().addCookies(JSON.parse(readFileSync(file, "utf8")) as Cookies);
  const me = await page.request.get("/api/trpc/account.me");
  const said = (await me.json()) as { result?: { data?: { json?: { person: unknown } } } };
  if (said.result?.data?.json?.person) return true;
  await page.context().clearCookies();
  return false;
}

/** One process at a time signs a person in: a code asked for twice makes the first one void. */
async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(doorman, { recursive: true });
  const take = () => {
    try {
      mkdirSync(`${file}.lock`);
      return true;
    } catch {
      return false;
    }
  };
  await expect.poll(take, { timeout: 90_000, message: `somebody else signs in: ${file}` }).toBe(true);
  return work().finally(() => rmdirSync(`${file}.lock`));
}

/**
 * Sign a person in through the same doors as the page (a code by e-mail, then the authenticator), so that journeys
 * spend their time on their own screens; the sign-in pages have a journey of their own.
 */
export async function signIn(page: Page, email: string, isStaff = true): Promise<void> {
  const file = join(doorman, `${new URL(page.url()).port}-${email}.json`);
  await alone(file, async () => {
    if (await knownCookies(page, file)) return;
    const since = Date.now() - 1_000;
    const request = page.request;
    const input = { json: { contact: email, locale: "zh-CN" } };
    const asked = await request.post("/api/trpc/account.requestCode", { data: input });
    expect(asked.ok()).toBe(true);
    const session = await request.post("/api/session", {
      data: { contact: email, code: await codeTo(request, email, since), locale: "zh-CN" },
    });
    expect(session.ok()).toBe(true);
    if (isStaff) await giveFactor(request, email);
    writeFileSync(file, JSON.stringify(await page.context().cookies()));
  });
}

/** Whoever signed in moments ago by the page itself waits for the authenticator's next code. */
async function giveFactor(request: APIRequestContext, email: string): Promise<void> {
  const give = async (code: string) =>
    (await request.post("/api/trpc/account.secondFactor", { data: { json: { code } } })).status();
  const code = await authenticatorCode(request, email);
  let status = await give(code);
  if (status === 400) {
    const next = await messageTo(
      request,
      (it) => it.to === email && it.channel === "authenticator" && it.code !== undefined && it.code !== code,
      80_000,
    );
    status = await give(next.code ?? "");
  }
  expect([200, 403]).toContain(status);
}

/** A browser of its own for one more person of a journey. */
export async function personIn(
  browser: Browser,
  email: string | null,
  look: { locale: string; width: number; height: number; baseURL: string },
): Promise<{ context: BrowserContext; page: Page }> {
  const { locale, width, height, baseURL } = look;
  const context = await browser.newContext({
    locale,
    viewport: { width, height },
    baseURL,
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  if (email) {
    await page.goto(`/${locale}/sign-in`);
    await signIn(page, email);
  }
  return { context, page };
}
