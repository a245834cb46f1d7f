import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";

/** One role a person may act in: the words are ready to read. */
export interface ShellMembership {
  id: string;
  /** The role, e.g. 调度员. */
  label: string;
  /** The organisation and region. */
  detail: string;
}

/** What a form may send to: an address or a server action. */
export type FormAction = string | ((data: FormData) => void | Promise<void>);

export interface MembershipSwitcherProps {
  memberships: ShellMembership[];
  currentId?: string;
  /** Receives `membership` (the id) and makes the session act as it. */
  action: FormAction;
}

/** The roles a person holds; each is a button that changes what the session acts as. */
export function MembershipSwitcher({ memberships, currentId, action }: MembershipSwitcherProps) {
  const t = useTranslations("shell.membership");
  return (
    <form action={action} method={typeof action === "string" ? "post" : undefined} aria-label={t("switch")}>
      <ul className="grid gap-1">
        {memberships.map((membership) => {
          const isCurrent = membership.id === currentId;
          return (
            <li key={membership.id}>
              <button
                type="submit"
                name="membership"
                value={membership.id}
                aria-current={isCurrent}
                className={classNames(
                  "flex min-h-11 w-full items-center gap-3 rounded-md px-3 py-1.5 text-start",
                  isCurrent ? "bg-primary-soft" : "hover:bg-sunken",
                )}
              >
                <span className="min-w-0 grow">
                  <span className="block truncate font-medium">{membership.label}</span>
                  <span className="block truncate text-ink-soft text-sm">{membership.detail}</span>
                </span>
                {isCurrent ? (
                  <Check role="img" aria-label={t("current")} className="size-5 text-primary" />
                ) : null}
              </button>
            </li>
          );
        })}
      </ul>
    </form>
  );
}
