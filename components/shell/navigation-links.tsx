"use client";

import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Link, usePathname } from "@/messages/navigation";

/** A navigation entry ready to show: words and icon are already chosen on the server. */
export interface NavigationLink {
  href: string;
  label: string;
  icon: ReactNode;
}

const looks = {
  side: "min-h-11 gap-3 rounded-md px-3 text-night-soft hover:bg-night-raised hover:text-white aria-[current=page]:bg-night-raised aria-[current=page]:font-semibold aria-[current=page]:text-white aria-[current=page]:shadow-[inset_3px_0_0_var(--color-mint)]",
  bar: "min-h-14 flex-1 flex-col justify-center gap-0.5 px-1 text-ink-soft text-xs aria-[current=page]:font-semibold aria-[current=page]:text-primary",
  line: "min-h-11 gap-2 border-transparent border-b-3 px-1 text-ink-soft hover:text-ink aria-[current=page]:border-primary aria-[current=page]:font-semibold aria-[current=page]:text-primary",
};

/** Links that mark the page the reader is on; `look` is the side of a desk, the bar of a phone, or a line of tabs. */
export function NavigationLinks({ links, look }: { links: NavigationLink[]; look: keyof typeof looks }) {
  const pathname = usePathname();
  const best = links.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`)).at(-1);
  return links.map((link) => (
    <Link
      key={link.href}
      href={link.href}
      aria-current={link === best ? "page" : undefined}
      className={classNames("flex items-center", looks[look])}
    >
      {link.icon}
      <span className={look === "bar" ? "max-w-full truncate" : "truncate"}>{link.label}</span>
    </Link>
  ));
}
