import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface Description {
  term: string;
  /** Nothing known shows a dash. */
  value: ReactNode;
}

const looks = {
  /** Term beside value, one per line. */
  rows: "grid gap-x-6 gap-y-2.5 sm:grid-cols-[minmax(6rem,max-content)_1fr]",
  /** Term above value, as many beside each other as fit. */
  tiles: "grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-[repeat(auto-fill,minmax(10rem,1fr))]",
};

/** Facts about one thing: what it is called and what it is. */
export function DescriptionList({
  items,
  look = "rows",
  className,
}: {
  items: Description[];
  look?: keyof typeof looks;
  className?: string;
}) {
  return (
    <dl className={classNames(looks[look], className)}>
      {items.map(({ term, value }) => (
        <div key={term} className={look === "rows" ? "grid sm:contents" : "min-w-0"}>
          <dt className="text-ink-soft text-sm sm:pt-px">{term}</dt>
          <dd className="min-w-0 break-words">
            {value === null || value === undefined || value === "" ? "—" : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
