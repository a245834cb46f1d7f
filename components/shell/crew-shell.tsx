import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Sheet } from "@/components/ui/sheet";
import { AccountPanel, type AccountProps } from "./account-panel";
import { Mark } from "./mark";
import { SkipLink } from "./skip-link";

/** The crew's phone: one column, big targets, contrast for sunlight; nothing but the work and the way to the account. */
export function CrewShell({
  banner,
  status,
  children,
  ...account
}: AccountProps & { banner?: ReactNode; status?: ReactNode; children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <div className="high-contrast flex min-h-dvh flex-col bg-paper text-ink">
      <SkipLink />
      {banner}
      <header className="on-night sticky top-0 z-20 flex items-center gap-3 bg-night px-4 py-1 text-white">
        <Mark className="size-9" />
        <span className="min-w-0 grow">
          <span className="block truncate font-bold text-lg leading-tight">
            {account.user?.name ?? t("areas.crew")}
          </span>
          <span className="block truncate text-night-soft text-sm leading-tight">{account.user?.detail}</span>
        </span>
        {status}
        <span className="[&_button]:size-14">{account.bell}</span>
        <Sheet
          title={t("account")}
          trigger={
            <button
              type="button"
              aria-label={t("menu")}
              className="-me-2 grid size-14 place-items-center rounded-md hover:bg-night-raised"
            >
              <Menu aria-hidden="true" className="size-7" />
            </button>
          }
        >
          <AccountPanel {...account} />
        </Sheet>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-xl grow flex-col px-4 py-5 text-lg outline-none"
      >
        {children}
      </main>
    </div>
  );
}
