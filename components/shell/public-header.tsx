import { CircleUserRound, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "@/messages/navigation";
import { LocaleSwitcher } from "./locale-switcher";
import { MarkAndName } from "./mark";
import { RegionSwitcher, type ShellRegion } from "./region-switcher";

/** The signed-in person as headers show them; never the session itself. */
export interface ShellUser {
  name: string;
  /** Organisation or role, in the reader's words. */
  detail?: string;
}

export interface PublicHeaderProps {
  regions?: ShellRegion[];
  current?: ShellRegion;
  user?: ShellUser;
  chooseRegion?: (id: string) => Promise<void>;
  /** Where the account link leads; the family's own pages unless said otherwise. */
  accountHref?: string;
  /** The signed-in person's messages. */
  bell?: ReactNode;
}

/** The public header: name, region and its number as the thing that can always be tapped, language, account. */
export function PublicHeader(props: PublicHeaderProps) {
  const { regions = [], current, chooseRegion, user, accountHref = "/family", bell } = props;
  const t = useTranslations("shell");
  const tCommon = useTranslations("common");
  return (
    <header className="border-line border-b bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2.5 sm:px-6">
        <Link href="/" className="me-auto rounded-md py-1 text-primary-strong">
          <MarkAndName line={tCommon("productLine")} />
        </Link>
        <div className="no-print order-last -mx-1 flex items-center sm:order-none sm:mx-0">
          {current && regions.length > 1 ? (
            <RegionSwitcher regions={regions} current={current} chooseRegion={chooseRegion} />
          ) : null}
          <LocaleSwitcher />
          {bell}
          <AccountLink user={user} href={user ? accountHref : "/sign-in"} />
        </div>
        {current ? (
          <a
            href={`tel:${current.number}`}
            aria-label={t("call", { number: current.number })}
            className="inline-flex min-h-11 items-center gap-2 rounded-full bg-primary-soft px-4 font-bold text-lg text-primary tabular-nums hover:bg-primary hover:text-white"
          >
            <Phone aria-hidden="true" className="size-4.5" />
            {current.number}
          </a>
        ) : null}
      </div>
    </header>
  );
}

function AccountLink({ user, href }: { user?: ShellUser; href: string }) {
  const t = useTranslations("shell");
  return (
    <Link
      href={href}
      aria-label={user ? t("accountOf", { name: user.name }) : undefined}
      className="inline-flex min-h-11 items-center gap-1.5 rounded-md px-2.5 text-sm hover:underline"
    >
      <CircleUserRound aria-hidden="true" className="size-4.5" />
      {user ? user.name : t("signIn")}
    </Link>
  );
}
