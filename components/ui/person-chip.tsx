import { UserRound } from "lucide-react";
import type { ReactNode } from "react";

/** A person as a name and what they do; no portrait, for nobody asked to be looked at. */
export function PersonChip({
  name,
  detail,
  icon = <UserRound />,
}: {
  name: string;
  detail?: ReactNode;
  icon?: ReactNode;
}) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2.5">
      <span
        aria-hidden="true"
        className="grid size-9 shrink-0 place-items-center rounded-full bg-primary-soft text-primary [&_svg]:size-5"
      >
        {icon}
      </span>
      <span className="min-w-0 leading-snug">
        <span className="block truncate font-medium">{name}</span>
        {detail ? <span className="block truncate text-ink-soft text-sm">{detail}</span> : null}
      </span>
    </span>
  );
}
