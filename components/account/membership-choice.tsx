import { ChevronRight } from "lucide-react";
import type { FormAction, ShellMembership } from "@/components/shell/membership-switcher";

interface MembershipChoiceProps {
  memberships: ShellMembership[];
  action: Exclude<FormAction, string>;
  /** The page to go to, if the chosen membership may see it. */
  returnTo: string | null;
  label: string;
}

/** A person's roles, one tap each. */
export function MembershipChoice({ memberships, action, returnTo, label }: MembershipChoiceProps) {
  return (
    <form action={action} aria-label={label}>
      {returnTo ? <input type="hidden" name="return" value={returnTo} /> : null}
      <ul className="grid gap-3">
        {memberships.map(({ id, label: role, detail }) => (
          <li key={id}>
            <button
              type="submit"
              name="membership"
              value={id}
              className="flex min-h-16 w-full items-center gap-3 rounded-lg border border-control bg-surface px-4 py-3 text-start hover:border-primary hover:bg-primary-soft"
            >
              <span className="min-w-0 grow">
                <span className="block font-semibold">{role}</span>
                <span className="block text-ink-soft text-sm">{detail}</span>
              </span>
              <ChevronRight aria-hidden="true" className="size-5 text-primary" />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
