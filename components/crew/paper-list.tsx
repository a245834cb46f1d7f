"use client";

import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { OwnPaper } from "./own-work";

const soonDays = 60;
const dayMilliseconds = 86_400_000;
const daysUntil = (day: string, today: string) => (Date.parse(day) - Date.parse(today)) / dayMilliseconds;

/** Own papers, the next to lapse first. */
export function PaperList({ papers, today }: { papers: readonly OwnPaper[]; today: string }) {
  const t = useTranslations("crew.profile");
  if (papers.length === 0) return <p className="text-ink-soft">{t("noPapers")}</p>;
  return (
    <ul className="grid gap-4">
      {papers.map((paper) => (
        <li key={paper.id} className="grid gap-1 border-line border-b pb-4 last:border-0 last:pb-0">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="font-semibold">{t(`paperKinds.${paper.kind}`)}</span>
            <Lapse paper={paper} today={today} />
          </div>
          <span className="text-ink-soft tabular-nums">{paper.number}</span>
          {paper.checked ? null : <span className="text-wait">{t("unchecked")}</span>}
        </li>
      ))}
    </ul>
  );
}

function Lapse({ paper: { expiresOn }, today }: { paper: OwnPaper; today: string }) {
  const t = useTranslations("crew.profile");
  const locale = useLocale();
  if (!expiresOn) return <Badge tone="ok">{t("noEnd")}</Badge>;
  const days = daysUntil(expiresOn, today);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(expiresOn),
  );
  if (days < 0) return <Badge tone="danger">{t("lapsed", { day })}</Badge>;
  return (
    <Badge tone={days <= soonDays ? "wait" : "ok"}>
      {days <= soonDays ? t("lapsesSoon", { day, days }) : t("goodUntil", { day })}
    </Badge>
  );
}
