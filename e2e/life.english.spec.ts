import { test } from "@playwright/test";
import { liveThrough } from "./pages/life";

test.use({
  geolocation: { latitude: 28.136, longitude: 121.232 },
  permissions: ["geolocation"],
});

test("the same life in English on a desktop", async ({ browser, page, baseURL }) => {
  test.setTimeout(420_000);
  await liveThrough({ browser, page, locale: "en", baseURL: baseURL ?? "", phone: "13900000042" });
});
