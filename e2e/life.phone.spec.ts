import { test } from "@playwright/test";
import { liveThrough } from "./pages/life";

test.use({ geolocation: { latitude: 28.136, longitude: 121.232 }, permissions: ["geolocation"] });

test("a booking lives: family, operator, crew, payment, complaint, regulator", async ({
  browser,
  page,
  baseURL,
}) => {
  test.setTimeout(420_000);
  await liveThrough({ browser, page, locale: "zh-CN", baseURL: baseURL ?? "", phone: "13900000041" });
});
