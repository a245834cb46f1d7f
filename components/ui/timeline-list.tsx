import type { ReactNode } from "react";
import { classNames } from "./class-names";

const dots = {
  done: "border-primary bg-primary text-white",
  current: "border-primary bg-surface text-primary ring-4 ring-primary-soft",
  next: "border-control bg-surface text-ink-soft",
  late: "border-late bg-late-soft text-late",
  danger: "border-danger bg-danger-soft text-danger",
};

export interface TimelineItem {
  key: string;
  title: ReactNode;
  /** When: usually an `Instant`. */
  at?: ReactNode;
  description?: ReactNode;
  tone?: keyof typeof dots;
  /** An icon element inside the dot. */
  icon?: ReactNode;
}

/** Events in order along a way; what is now is marked, what is still to come stays pale. */
export function TimelineList({ items, label }: { items: TimelineItem[]; label?: string }) {
  return (
    <ol aria-label={label}>
      {items.map((item, index) => (
        <li
          key={item.key}
          aria-current={item.tone === "current" ? "step" : undefined}
          className="keep-together relative flex gap-4 pb-6 last:pb-0"
        >
          {index < items.length - 1 ? (
            <span
              aria-hidden="true"
              className={classNames(
                "absolute start-3.5 top-7 bottom-0 w-0.5 -translate-x-1/2",
                item.tone === "next" || item.tone === "current" ? "bg-line" : "bg-primary/50",
              )}
            />
          ) : null}
          <span
            aria-hidden="true"
            className={classNames(
              "relative grid size-7 shrink-0 place-items-center rounded-full border-2 [&_svg]:size-4",
              dots[item.tone ?? "done"],
            )}
          >
            {item.icon}
          </span>
          <div className={classNames("min-w-0 grow", item.tone === "next" && "text-ink-soft")}>
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className={item.tone === "current" ? "font-semibold text-primary" : "font-medium"}>
                {item.title}
              </p>
              {item.at ? <p className="text-ink-soft text-sm">{item.at}</p> : null}
            </div>
            {item.description ? <div className="text-ink-soft text-sm">{item.description}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
