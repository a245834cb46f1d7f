import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

const everywhere = ["common", "errors"];

/**
 * Give client components below their texts: `common`, `errors` and the namespaces named here, and nothing more, so that
 * a phone does not load the whole house. An inner wrapper replaces the outer one: name all that the subtree needs.
 */
export async function Messages({ namespaces, children }: { namespaces: string[]; children: ReactNode }) {
  const all: Record<string, unknown> = await getMessages();
  const wanted = [...everywhere, ...namespaces].filter((name) => name in all);
  const messages = Object.fromEntries(wanted.map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={messages as IntlMessages}>{children}</NextIntlClientProvider>;
}

type IntlMessages = Parameters<typeof NextIntlClientProvider>[0]["messages"];
