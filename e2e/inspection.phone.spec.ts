import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { InspectionPage, photo } from "./pages/inspection-page";
import { atScreen, handset } from "./pages/life";
import { readyAccounts } from "./pages/people";

const zone = "Asia/Shanghai";

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
}

async function ask<T>(request: APIRequestContext, path: string, input?: object): Promise<T> {
  const query = input ? `?input=${encodeURIComponent(JSON.stringify({ json: input }))}` : "";
  const answer = await request.get(`/api/trpc/${path}${query}`);
  expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
  return (await answer.json()).result.data.json as T;
}

interface Vehicle {
  vehicle: { id: string; plate: string; status: string };
  certification: string | null;
  certificationId: string | null;
}
interface Standing {
  subjectId: string;
  standing: { certified: boolean };
}
interface Person {
  id: string;
  name: string;
  duties: string[];
  status: string;
}

/** Day and wall clock of an instant, as a shift is entered. */
function clockOf(at: number): { day: string; time: string } {
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const [day = "", time = ""] = text.format(at).split(" ");
  return { day, time };
}

/**
 * A short shift within the day of a vehicle that carries nobody (its certificate has ended), so that no other journey's trips are
 * moved: the first hour at which vehicle and driver are free.
 */
async function planShift(desk: Page, email: string, accounts: { email: string; name: string }[]) {
  const { request } = desk;
  const vehicles = await ask<Vehicle[]>(request, "fleet.vehicles");
  const standings = await ask<Standing[]>(request, "certification.list", { subject: "vehicle" });
  const ended = new Set(standings.filter((it) => !it.standing.certified).map((it) => it.subjectId));
  const its = vehicles.find((it) => it.vehicle.status === "active" && ended.has(it.vehicle.id));
  if (!its) return null;
  const people = (await ask<Person[]>(request, "fleet.crew")).filter(
    (it) => it.status === "active" && it.duties.includes("driver"),
  );
  for (let hours = 2; hours <= 20; hours += 2) {
    const [from, until] = [
      clockOf(Date.now() + hours * 3_600_000),
      clockOf(Date.now() + (hours + 0.5) * 3_600_000),
    ];
    for (const person of people) {
      const account = accounts.find(({ name }) => name === person.name);
      if (!account) continue;
      const input = {
        vehicleId: its.vehicle.id,
        kind: "on_offer",
        day: from.day,
        from: from.time,
        until: until.time,
        crew: [{ crewId: person.id, duty: "driver" }],
        rest: null,
      };
      const answer = await request.post("/api/trpc/shift.save", { data: { json: input } });
      if (!answer.ok()) continue;
      const { shiftId } = (await answer.json()).result.data.json as { shiftId: string };
      return { shiftId, plate: its.vehicle.plate, crew: account.email, email };
    }
  }
  return null;
}

test("a failed inspection keeps a vehicle off the road until its repair is signed", async ({
  browser,
  page: visitor,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const scene = { browser, locale: "zh-CN" as const, baseURL: baseURL ?? "" };
  const crews = await readyAccounts(visitor.request, "crew");
  let desk: Page | undefined;
  let planned: Awaited<ReturnType<typeof planShift>> = null;
  for (const { email, organization } of await readyAccounts(visitor.request, "dispatcher")) {
    desk = await atScreen(scene, email, handset);
    const own = crews.filter((it) => it.organization === organization);
    planned = own.length > 0 ? await planShift(desk, email, own) : null;
    if (planned) break;
    await desk.context().close();
  }
  if (!desk || !planned)
    throw new Error("No operator has a vehicle without a certificate and a driver with an account");
  const { shiftId, plate } = planned;

  const crew = await atScreen(scene, planned.crew, handset);
  const list = new InspectionPage(crew);
  await crew.goto(`/zh-CN/crew/inspection/${shiftId}`);
  await expect(crew.getByRole("heading", { level: 1, name: "出车前检查" })).toBeVisible();
  await crew.getByRole("button", { name: "提交检查" }).click();
  await expect(crew.getByText("还有没填好的，请看上面标出的地方")).toBeVisible();
  await check(crew);
  await list.fill({ item: /脚刹、手刹有效/, note: "刹车踏板发软" });

  await crew.context().setOffline(true);
  await crew.getByRole("button", { name: "提交检查" }).click();
  const waiting = crew.getByRole("button", { name: /1 条待发/ });
  await expect(waiting).toBeVisible();
  // The phone knows by itself what it means.
  await expect(crew.getByText(`${plate} 不能出车`)).toBeVisible();
  await crew.context().setOffline(false);
  await expect(waiting).toBeHidden({ timeout: 30_000 });
  await crew.goto(`/zh-CN/crew/inspection/${shiftId}`);
  await expect(crew.getByText(`${plate} 不能出车`)).toBeVisible();
  await check(crew);

  await desk.goto("/zh-CN/operator/inspections");
  const fault = desk.getByRole("listitem").filter({ hasText: plate }).filter({ hasText: "刹车踏板发软" });
  await expect(fault.getByText("停驶")).toBeVisible();
  await check(desk);
  await fault.getByRole("button", { name: "登记修复" }).click();
  const form = desk.getByRole("dialog");
  await form.getByRole("button", { name: "确认修好" }).click();
  await expect(form.getByText("请拍一张修好后的照片")).toBeVisible();
  await form.getByLabel(/修了什么/).fill("更换前轮刹车片，路试正常");
  await form.getByLabel(/谁修的/).fill("王师傅");
  await form.locator("input[type=file]").setInputFiles(photo);
  await form.getByRole("button", { name: "确认修好" }).click();
  await expect(form).toBeHidden();
  await expect(fault.getByRole("button", { name: "登记修复" })).toHaveCount(0);

  await crew.reload();
  await expect(crew.getByText(new RegExp(`${plate} 已做出车前检查`))).toBeVisible();
  const cancelled = await desk.request.post("/api/trpc/shift.cancel", { data: { json: { shiftId } } });
  expect(cancelled.ok()).toBe(true);
});
