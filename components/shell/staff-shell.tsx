import { CircleUserRound, Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Sheet } from "@/components/ui/sheet";
import { AccountPanel, type AccountProps } from "./account-panel";
import { type Area, areas } from "./areas";
import { Mark } from "./mark";
import { type NavigationLink, NavigationLinks } from "./navigation-links";
import { SkipLink } from "./skip-link";

export interface StaffShellProps extends AccountProps {
  area: Area;
  /** Only these entries of the area; all of them when left out. */
  allowedHrefs?: string[];
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame of a working day: navigation at the side of a desk, in a bar at the thumb on a phone. */
export function StaffShell({ area, allowedHrefs, banner, children, ...account }: StaffShellProps) {
  const t = useTranslations("shell");
  const links = useLinks(area, allowedHrefs);
  const title = t(`areas.${area}`);
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {banner}
      <div className="flex grow flex-col lg:flex-row print:block">
        <SideNavigation title={title} links={links} account={account} />
        <TopBar title={title} links={links} account={account} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 grow px-4 py-5 pb-24 outline-none sm:px-6 lg:px-8 lg:py-7"
        >
          <div className="mx-auto max-w-360">{children}</div>
        </main>
        <nav
          aria-label={t("mainNavigation")}
          className="fixed inset-x-0 bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
        >
          <NavigationLinks links={links.slice(0, 4)} look="bar" />
        </nav>
      </div>
    </div>
  );
}

/** The entries of an area in the reader's language, with their icons drawn. */
function useLinks(area: Area, allowedHrefs?: string[]): NavigationLink[] {
  const t = useTranslations("shell.nav");
  return areas[area]
    .filter(({ href }) => !allowedHrefs || allowedHrefs.includes(href))
    .map(({ href, key, icon: Icon }) => ({
      href,
      label: t(key),
      icon: <Icon aria-hidden="true" className="size-5 shrink-0" />,
    }));
}

interface BarProps {
  title: string;
  links: NavigationLink[];
  account: AccountProps;
}

function SideNavigation({ title, links, account }: BarProps) {
  const t = useTranslations("shell");
  return (
    <header className="on-night sticky top-0 hidden h-dvh w-60 shrink-0 flex-col bg-night px-3 py-4 text-white lg:flex print:hidden">
      <div className="flex items-center gap-3 px-2 pb-5 font-semibold text-lg">
        <Mark />
        <p className="min-w-0 grow">{title}</p>
        {account.bell}
      </div>
      <nav aria-label={t("mainNavigation")} className="grid gap-1 overflow-y-auto">
        <NavigationLinks links={links} look="side" />
      </nav>
      <div className="mt-auto pt-4">
        <Sheet
          side="end"
          title={t("account")}
          trigger={
            <button
              type="button"
              className="flex min-h-12 w-full items-center gap-3 rounded-md px-3 py-1.5 text-start text-night-soft hover:bg-night-raised"
            >
              <CircleUserRound aria-hidden="true" className="size-6 shrink-0" />
              <span className="min-w-0">
                <span className="block truncate font-medium text-white">
                  {account.user?.name ?? t("account")}
                </span>
                <span className="block truncate text-xs">{account.user?.detail}</span>
              </span>
            </button>
          }
        >
          <AccountPanel {...account} />
        </Sheet>
      </div>
    </header>
  );
}

function TopBar({ title, links, account }: BarProps) {
  const t = useTranslations("shell");
  return (
    <header className="on-night sticky top-0 z-20 flex items-center gap-3 bg-night px-4 py-1.5 text-white lg:hidden print:hidden">
      <Mark className="size-8" />
      <span className="grow truncate font-semibold text-lg">{title}</span>
      {account.bell}
      <Sheet
        title={t("menu")}
        trigger={
          <button
            type="button"
            aria-label={t("menu")}
            className="-me-2 grid size-11 place-items-center rounded-md hover:bg-night-raised"
          >
            <Menu aria-hidden="true" className="size-6" />
          </button>
        }
      >
        <nav aria-label={t("menu")} className="on-night mb-4 grid gap-1 rounded-lg bg-night p-2">
          <NavigationLinks links={links} look="side" />
        </nav>
        <AccountPanel {...account} />
      </Sheet>
    </header>
  );
}
