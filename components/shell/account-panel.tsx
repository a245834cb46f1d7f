import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LocaleSwitcher } from "./locale-switcher";
import { type FormAction, MembershipSwitcher, type ShellMembership } from "./membership-switcher";
import type { ShellUser } from "./public-header";

export interface AccountProps {
  user?: ShellUser;
  memberships?: ShellMembership[];
  /** Id of the membership the session acts as. */
  current?: string;
  switchAction?: FormAction;
  signOutAction?: FormAction;
  /** The person's messages, where a shell has a place for them. */
  bell?: ReactNode;
}

/** Who is signed in, as what, and the way out: the content of the account sheet. */
export function AccountPanel({ user, memberships = [], current, switchAction, signOutAction }: AccountProps) {
  const t = useTranslations("shell");
  return (
    <div className="grid gap-4">
      {user ? (
        <p>
          <span className="block font-semibold text-lg">{user.name}</span>
          {user.detail ? <span className="text-ink-soft">{user.detail}</span> : null}
        </p>
      ) : null}
      {switchAction && memberships.length > 1 ? (
        <MembershipSwitcher memberships={memberships} currentId={current} action={switchAction} />
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t pt-3">
        <LocaleSwitcher />
        {signOutAction ? (
          <form action={signOutAction} method={typeof signOutAction === "string" ? "post" : undefined}>
            <button
              type="submit"
              className="inline-flex min-h-11 items-center gap-2 rounded-md px-3 hover:bg-sunken"
            >
              <LogOut aria-hidden="true" className="size-4.5" />
              {t("signOut")}
            </button>
          </form>
        ) : null}
      </div>
    </div>
  );
}
