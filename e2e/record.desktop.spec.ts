import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "./pages/accessible";
import { readyAccounts, signIn } from "./pages/people";

/** Runs the command as an auditor does, on files alone. */
function verify(record: string, roots: string) {
  const args = ["node_modules/tsx/dist/cli.mjs", "server/commands/audit-verify.ts", record, "--roots", roots];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stderr, report: stdout ? JSON.parse(stdout) : null };
}

async function download(page: Page, name: string, path: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  await file.saveAs(path);
  return path;
}

/** Open an exported page from the disk, without any network, and let it compare with the roots. */
async function checkOffline(page: Page, file: string, roots: string, verdict: string): Promise<void> {
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(file).href);
  await page.locator("#roots").setInputFiles(roots);
  await expect(page.locator("[data-verdict]")).toHaveAttribute("data-verdict", verdict);
  await page.context().setOffline(false);
}

test("a trip's record is exported, checked, tampered with and found out, by command and in the page", async ({
  page,
}, info) => {
  test.setTimeout(300_000);
  await expect
    .poll(async () => (await (await page.request.get("/api/roots")).json()).roots.length, {
      timeout: 200_000,
    })
    .toBeGreaterThan(20);
  await page.goto("/roots");
  await expect(page.getByRole("heading", { level: 1, name: "每日存证" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const roots = info.outputPath("roots.json");
  writeFileSync(roots, await (await page.request.get("/api/roots")).text());

  const [account] = await readyAccounts(page.request, "regulator");
  await signIn(page, account?.email ?? "");
  await page.goto("/regulator/trips");
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("button", { name: "重算一遍" }).first().click();
  await expect(page.getByText("重算结果与当时完全一致").first()).toBeVisible();
  const lines = await download(page, "导出数据文件", info.outputPath("trip.jsonl"));
  await expect(page.getByText(/已导出 \d+ 条/)).toBeVisible();
  expect(verify(lines, roots)).toMatchObject({ status: 0, report: { failures: 0, anchor: "published" } });
  const changed = info.outputPath("changed.jsonl");
  writeFileSync(
    changed,
    readFileSync(lines, "utf8").replace('"verb":"booking.assess"', '"verb":"booking.cancel"'),
  );
  const found = verify(changed, roots);
  expect(found.status).toBe(1);
  expect(found.stderr).toContain("changed_row at line 2");

  const file = await download(page, "导出核对网页", info.outputPath("trip.html"));
  await checkOffline(page, file, roots, "green");
  await expect(page.getByText("核对通过：没有被改动")).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByText("It holds: nothing was changed")).toBeVisible();
  const forged = info.outputPath("forged.html");
  writeFileSync(
    forged,
    readFileSync(file, "utf8").replace('"verb":"booking.assess"', '"verb":"booking.cancel"'),
  );
  await checkOffline(page, forged, roots, "red");
  await expect(page.getByText(/记录的内容被改动/).first()).toBeVisible();
});

test("operators see their own share and reasons, the regulator sees all", async ({ page }) => {
  const [dispatcher] = await readyAccounts(page.request, "dispatcher");
  await signIn(page, dispatcher?.email ?? "");
  await page.goto("/operator/allocation");
  await expect(page.getByText(/问了您|没有问您|没有再问您/).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});
