import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** Filters and actions above a list; wraps on a phone. `end` stands at the far side. */
export function Toolbar({
  label,
  children,
  end,
  className,
}: {
  label: string;
  children: ReactNode;
  end?: ReactNode;
  className?: string;
}) {
  return (
    <section
      aria-label={label}
      className={classNames("no-print mb-4 flex flex-wrap items-end gap-x-4 gap-y-3 *:max-w-full", className)}
    >
      {children}
      {end ? <div className="ms-auto flex flex-wrap items-center gap-3">{end}</div> : null}
    </section>
  );
}
