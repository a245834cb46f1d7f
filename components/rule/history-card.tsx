"use client";

import { useTranslations } from "next-intl";
import type { RuleRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { linkLook } from "@/components/ui/text-link";
import { TimelineList } from "@/components/ui/timeline-list";
import { Link } from "@/messages/navigation";
import { RuleFlags } from "./rule-facts";

/** Who did what to a version, when and why; and the rule's other versions. */
export function HistoryCard({ rule }: { rule: RuleRecord }) {
  const t = useTranslations("rule.history");
  const { timeZone } = useDesk();
  const items = rule.history.map(({ event, at, by, reason }, index) => ({
    key: `${event}-${index}`,
    title: t(`events.${event}`),
    at: <Instant at={at} form="exact" timeZone={timeZone} />,
    description: [by ?? t("platform"), reason].filter(Boolean).join(" · "),
    tone: "done" as const,
  }));
  return (
    <Card title={t("title")}>
      {items.length > 0 ? (
        <TimelineList label={t("title")} items={items} />
      ) : (
        <p className="text-ink-soft">{t("none")}</p>
      )}
      {rule.others.length > 0 ? (
        <div className="mt-4 grid gap-2 border-line border-t pt-3">
          <h3 className="text-ink-soft text-sm">{t("others")}</h3>
          <ul className="grid gap-2">
            {rule.others.map((it) => (
              <li key={it.id} className="flex flex-wrap items-center gap-2">
                <Link href={`/regulator/rules/${it.id}`} className={linkLook}>
                  {t("version", { version: it.version })}
                </Link>
                <RuleFlags rule={it} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Card>
  );
}
