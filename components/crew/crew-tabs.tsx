"use client";

import { House, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { Link, usePathname } from "@/messages/navigation";

const tabs = [
  { href: "/crew", key: "today", icon: House },
  { href: "/crew/profile", key: "profile", icon: UserRound },
] as const;

/** The two places of the crew's phone, at the thumb; inside a trip its own button stands there instead. */
export function CrewTabs() {
  const t = useTranslations("crew.tabs");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("label")}
      className="no-print sticky bottom-0 -mx-4 mt-8 -mb-5 grid grid-cols-2 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      {tabs.map(({ href, key, icon: Icon }) => {
        const isHere = pathname === href;
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={classNames(
              "grid min-h-16 place-items-center content-center border-t-4 text-base",
              isHere ? "border-primary font-bold text-primary" : "border-transparent text-ink-soft",
            )}
          >
            <Icon aria-hidden="true" className="size-6" />
            {t(key)}
          </Link>
        );
      })}
    </nav>
  );
}
