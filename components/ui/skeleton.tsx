import { useTranslations } from "next-intl";
import { classNames } from "./class-names";

/** A grey place where something will stand; give it the size of what comes. Hidden from readers of the screen. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classNames("block animate-breathe rounded-md bg-line", className)} />
  );
}

/** A list or table on its way: `rows` bars, said once to a screen reader. */
export function ListSkeleton({ rows = 4, rowClassName = "h-20" }: { rows?: number; rowClassName?: string }) {
  const t = useTranslations("common.states");
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={row} className={rowClassName} />
      ))}
    </div>
  );
}

/** A whole page on its way: title, lead, and a few blocks. */
export function PageSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Skeleton className="h-9 w-56 max-w-full" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <ListSkeleton rows={3} rowClassName="h-28" />
    </div>
  );
}
