"use client";

import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/components/ui/money";
import type { ContentChange } from "@/server/core/rule-diff";
import { useFormWords } from "./form/words";
import { usePathWords } from "./use-path-words";

interface ChangeListProps {
  changes: readonly ContentChange[];
  /** The version it is compared with; null: there is none. */
  against: number | null;
  content: unknown;
}

const tones = { added: "ok", removed: "danger", changed: "info" } as const;

/** A value of a content in words: money in yuan, words of closed lists, rows by their titles. */
function useShown() {
  const t = useTranslations("rule.changes");
  const words = useFormWords();
  const locale = useLocale();
  const shown = (value: unknown, name: string): string => {
    if (value === undefined || value === null || value === "") return t("nothing");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number")
      return name.endsWith("Fen") ? formatMoney(value, locale) : new Intl.NumberFormat(locale).format(value);
    if (typeof value === "string") return words.option(value);
    if (Array.isArray(value)) return value.map((it) => shown(it, name)).join(t("comma"));
    const title = words.row(value);
    if (title) return title;
    return Object.entries(value as Record<string, unknown>)
      .map(([key, it]) => `${words.field(key)} ${shown(it, key)}`)
      .join(t("comma"));
  };
  return shown;
}

/** What a version changes, place by place: before and after beside each other. */
export function ChangeList({ changes, against, content }: ChangeListProps) {
  const t = useTranslations("rule.changes");
  const place = usePathWords(
    content,
    changes.map(({ before }) => before),
  );
  const shown = useShown();
  if (against === null) return null;
  return (
    <Card
      title={t("title", { version: against })}
      aside={<Badge>{t("count", { count: changes.length })}</Badge>}
    >
      {changes.length === 0 ? <p className="text-ink-soft">{t("none")}</p> : null}
      <ul className="grid gap-3">
        {changes.map(({ path, kind, before, after }) => {
          const name = path.at(-1) ?? "";
          return (
            <li
              key={path.join(".")}
              className="grid gap-1 border-line border-b pb-3 last:border-b-0 last:pb-0"
            >
              <span className="flex flex-wrap items-center gap-2">
                <Badge tone={tones[kind]}>{t(`kinds.${kind}`)}</Badge>
                <span className="font-medium">{place(path)}</span>
              </span>
              <span className="break-words">
                {kind === "added" ? null : <del className="text-ink-soft">{shown(before, name)}</del>}
                {kind === "changed" ? <span aria-hidden="true"> → </span> : null}
                {kind === "removed" ? null : <ins className="no-underline">{shown(after, name)}</ins>}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
