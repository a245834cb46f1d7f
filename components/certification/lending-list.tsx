"use client";

import { Handshake } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { LendingPattern } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

function Entry({ entry }: { entry: LendingPattern["entries"][number] }) {
  const t = useTranslations("certification.patterns");
  const isEnglish = useLocale() === "en";
  const { name, certificationId, isActive } = entry;
  return (
    <li className="flex flex-wrap gap-x-3">
      {certificationId ? (
        <Link href={`/regulator/certification/${certificationId}`} className={linkInText}>
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      <span className="text-ink-soft">{isEnglish ? entry.orgNameEn : entry.orgNameZh}</span>
      {isActive ? null : <span className="text-ink-soft text-sm">{t("gone")}</span>}
    </li>
  );
}

/** Signs of leasing, lending and sub-contracting: what was seen, in whose books, with the certifications to act on. */
export function LendingList({ patterns }: { patterns: readonly LendingPattern[] }) {
  const t = useTranslations("certification.patterns");
  const { timeZone } = useDesk();
  const isEnglish = useLocale() === "en";
  if (patterns.length === 0)
    return <EmptyState icon={<Handshake />} title={t("none.title")} description={t("none.text")} />;
  return (
    <Card>
      <p className="mb-4 text-ink-soft text-sm">{t("lead")}</p>
      <ul className="grid gap-5">
        {patterns.map(({ key, kind, entries, usedBy }) => (
          <li key={key} className="grid justify-items-start gap-1">
            <Badge tone="late">{t(`kinds.${kind}`)}</Badge>
            <ul className="grid gap-1">
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
            {usedBy ? (
              <p>
                {t("usedBy", { operator: isEnglish ? usedBy.orgNameEn : usedBy.orgNameZh })}{" "}
                <Instant at={usedBy.startsAt} form="dateTime" timeZone={timeZone} />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
