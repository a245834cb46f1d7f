import { defineRouting } from "next-intl/routing";

/** Languages and addresses: every page lies under `/zh-CN/…` or `/en/…`; Chinese is the original and the default. */
export const routing = defineRouting({
  locales: ["zh-CN", "en"],
  defaultLocale: "zh-CN",
  localePrefix: "always",
  // The header would repeat the address, and with it a secret tracking link.
  alternateLinks: false,
});

export type AppLocale = (typeof routing.locales)[number];
