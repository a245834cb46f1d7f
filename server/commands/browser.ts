import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const known = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const found = () => known.find((path) => existsSync(path));

/** Debian's Chromium with a font for Chinese, where we may install it. */
function installDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const quiet = { stdio: ["ignore", "ignore", 2] as ["ignore", "ignore", number] };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    quiet,
  );
}

/** A browser for the journeys: one that is here, else Debian's, else Playwright's own. Says which. */
export function findBrowser(): string | null {
  if (!found()) installDebian();
  const path = found();
  if (!path) spawnSync("playwright", ["install", "chromium"], { stdio: ["ignore", 2, 2] });
  console.error(`browser: ${path ?? "Playwright's Chromium"}`);
  return path ?? null;
}
