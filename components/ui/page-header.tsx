import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/messages/navigation";

export interface PageHeaderProps {
  title: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** Badges and facts under the lead. */
  meta?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
}

/** The head of a page: where one came from, what this is, what one can do. Holds the page's only `h1`. */
export function PageHeader({ title, lead, meta, actions, back }: PageHeaderProps) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        {back ? (
          <Link
            href={back.href}
            className="no-print -ms-1 mb-1 inline-flex min-h-9 items-center gap-1 rounded-sm pe-2 text-primary hover:underline"
          >
            <ChevronLeft aria-hidden="true" className="size-4.5" />
            {back.label}
          </Link>
        ) : null}
        <h1 className="text-2xl sm:text-3xl">{title}</h1>
        {lead ? <p className="mt-1.5 max-w-prose text-ink-soft">{lead}</p> : null}
        {meta ? <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">{meta}</div> : null}
      </div>
      {actions ? <div className="no-print flex flex-wrap gap-3">{actions}</div> : null}
    </div>
  );
}
