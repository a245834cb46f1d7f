import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface EmptyStateProps {
  title: string;
  /** What to do so that something stands here. */
  description?: ReactNode;
  /** An icon element; drawn large and soft. */
  icon?: ReactNode;
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
  className?: string;
}

/** Nothing to show: says so, and what to do next. */
export function EmptyState({
  title,
  description,
  icon,
  action,
  headingLevel = 2,
  className,
}: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div
      className={classNames("mx-auto flex max-w-md flex-col items-center px-4 py-12 text-center", className)}
    >
      {icon ? (
        <span
          aria-hidden="true"
          className="mb-4 grid size-16 place-items-center rounded-full bg-primary-soft text-primary [&_svg]:size-8"
        >
          {icon}
        </span>
      ) : null}
      <Heading className="text-xl">{title}</Heading>
      {description ? <p className="mt-2 text-ink-soft">{description}</p> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}
