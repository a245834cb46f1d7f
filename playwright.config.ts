import { defineConfig, devices } from "@playwright/test";

const port = process.env.E2E_PORT ?? "3199";
const executablePath = process.env.E2E_BROWSER || undefined;
const launchOptions = {
  ...(executablePath ? { executablePath } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
  ],
};
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } };

/**
 * Two lanes run side by side on one city (`E2E_LANE`), so that both cores work: `beside` are journeys that leave nothing
 * which another could meet, `main` all others. Without a lane all run, one after the other.
 */
const lane = process.env.E2E_LANE;
const beside = "every-page|account|break-glass|oversight|record|sample";
const ofLane = lane === "beside" ? `/(${beside})` : lane === "main" ? `/(?!(${beside})\\.)[a-z-]+` : "";

/** The journeys of the lane whose file names say one of some screens. */
const journeys = (...kinds: string[]) => new RegExp(`${ofLane}\\.(${kinds.join("|")})\\.spec\\.ts$`);
/** What stands in `pair` runs on two of the four screens, on all of them in the long run. */
const later = process.env.LONG ? "pair" : "long";

/** Journeys run against the product as `npm start` serves it, on a fresh demonstration city of their own. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: false,
  workers: 1,
  // A journey that another one crossed is tried again; what fails twice fails, and the list names what was shaky.
  retries: process.env.CI ? 2 : 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: `.test/journeys${lane ? `-${lane}` : ""}.json` }]],
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions,
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "zh-phone", use: { ...phone, locale: "zh-CN" }, testMatch: journeys("phone", "both", "pair") },
    {
      name: "zh-desktop",
      use: { ...desktop, locale: "zh-CN" },
      testMatch: journeys("desktop", "both", later),
    },
    { name: "en-phone", use: { ...phone, locale: "en" }, testMatch: journeys("both", later) },
    { name: "en-desktop", use: { ...desktop, locale: "en" }, testMatch: journeys("english", "both", "pair") },
  ],
  webServer:
    process.env.E2E_SERVER === "none"
      ? undefined
      : {
          command: "node server/commands/start.mjs",
          env: { PORT: port, DATA_DIR: process.env.E2E_DATA ?? ".test/city" },
          url: `http://localhost:${port}/api/health/ready`,
          timeout: 300_000,
          gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
          stdout: "ignore",
          stderr: "pipe",
        },
});
