import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button";
import { LinkButton } from "./link-button";

export interface PaginationProps {
  page: number;
  pageCount: number;
  /** Server components: the address of a page. */
  hrefFor?: (page: number) => string;
  /** Client components. */
  onPageChange?: (page: number) => void;
}

/** Back and forth through the pages of a long list; absent when there is only one. */
export function Pagination({ page, pageCount, hrefFor, onPageChange }: PaginationProps) {
  const t = useTranslations("common.pagination");
  if (pageCount <= 1) return null;
  const step = (target: number, label: string, icon: "before" | "after") => {
    const isPossible = target >= 1 && target <= pageCount;
    const content = (
      <>
        {icon === "before" ? <ChevronLeft aria-hidden="true" /> : null}
        {label}
        {icon === "after" ? <ChevronRight aria-hidden="true" /> : null}
      </>
    );
    if (hrefFor && isPossible) {
      return (
        <LinkButton variant="secondary" className="px-3!" href={hrefFor(target)}>
          {content}
        </LinkButton>
      );
    }
    return (
      <Button
        variant="secondary"
        className="px-3!"
        disabled={!isPossible}
        onClick={() => onPageChange?.(target)}
      >
        {content}
      </Button>
    );
  };
  return (
    <nav aria-label={t("label")} className="flex items-center justify-center gap-2 py-4 sm:gap-4">
      {step(page - 1, t("previous"), "before")}
      <span className="text-center text-ink-soft text-sm tabular-nums">
        {t("position", { page, pages: pageCount })}
      </span>
      {step(page + 1, t("next"), "after")}
    </nav>
  );
}
