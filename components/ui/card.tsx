import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export interface CardProps {
  title?: ReactNode;
  /** Beside the title: a badge, a button. */
  aside?: ReactNode;
  footer?: ReactNode;
  headingLevel?: 2 | 3 | 4;
  /** The content brings its own padding: a table, a map. */
  flush?: boolean;
  children: ReactNode;
  className?: string;
}

/** One matter on its own ground; with a title it is a named section. */
export function Card({ title, aside, footer, headingLevel = 2, flush, children, className }: CardProps) {
  const id = useId();
  const Heading = `h${headingLevel}` as const;
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classNames(
        "keep-together overflow-hidden rounded-lg border border-line bg-surface shadow-raised print:shadow-none",
        className,
      )}
    >
      {title ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-4 sm:px-5">
          <Heading id={id} className="text-lg">
            {title}
          </Heading>
          {aside}
        </div>
      ) : null}
      <div className={flush ? (title ? "pt-3" : undefined) : "px-4 py-4 sm:px-5"}>{children}</div>
      {footer ? <div className="border-line border-t bg-paper px-4 py-3 sm:px-5">{footer}</div> : null}
    </section>
  );
}
