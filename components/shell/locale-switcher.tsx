"use client";

import { Languages } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Suspense } from "react";
import { classNames } from "@/components/ui/class-names";
import { Link, usePathname } from "@/messages/navigation";
import { routing } from "@/messages/routing";

/** The other language for the same page; the rest of the address stays. Works without a click handler. */
export function LocaleSwitcher({ className }: { className?: string }) {
  return (
    <Suspense>
      <LocaleLinks className={className} />
    </Suspense>
  );
}

function LocaleLinks({ className }: { className?: string }) {
  const t = useTranslations("shell");
  const current = useLocale();
  const pathname = usePathname();
  const query = Object.fromEntries(useSearchParams());
  const others = routing.locales.filter((locale) => locale !== current);
  return others.map((locale) => (
    <Link
      key={locale}
      href={{ pathname, query }}
      locale={locale}
      lang={locale}
      prefetch={false}
      className={classNames(
        "inline-flex min-h-11 items-center gap-1.5 rounded-md px-2.5 text-sm hover:underline",
        className,
      )}
    >
      <Languages aria-hidden="true" className="size-4" />
      {t(`languages.${locale}`)}
    </Link>
  ));
}
