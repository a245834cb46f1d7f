"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { Deadline } from "@/components/case/deadline";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { useWord } from "./names";

/** Complaints with all that was said, and adverse events. */
export function CasesPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.cases");
  const tRecord = useTranslations("record");
  const { timeZone } = useDesk();
  const word = useWord("complaint");
  const adverse = useWord("trip.adverse.kinds");
  const isEmpty = record.complaints.length + record.adverseEvents.length === 0;
  return (
    <Card title={tRecord("parts.cases")}>
      {isEmpty ? <p>{tRecord("none")}</p> : null}
      <div className="grid gap-5">
        {record.complaints.map((it) => (
          <section key={it.id} className="grid gap-2">
            <h3 className="flex flex-wrap items-center gap-x-3 font-semibold">
              <Link href={`/regulator/cases/${it.id}`} className={linkLook}>
                {t("complaint", { number: it.number })}
              </Link>
              <Badge tone={it.status === "closed" ? "ok" : "wait"}>
                {word(`status.${it.status}`, it.status)}
              </Badge>
              <span className="font-normal text-ink-soft text-sm">
                {word(`topics.${it.topic}`, it.topic)} · {t("due")}{" "}
                <Deadline at={it.dueAt} timeZone={timeZone} />
              </span>
            </h3>
            <ul className="grid gap-1.5 border-line border-s-2 ps-3">
              {record.complaintEntries
                .filter(({ complaintId }) => complaintId === it.id)
                .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
                .map((entry) => (
                  <li key={entry.id}>
                    <span className="text-ink-soft text-sm">
                      {word(`kinds.${entry.kind}`, entry.kind)} ·{" "}
                      <Instant at={entry.createdAt} timeZone={timeZone} />
                    </span>
                    <p className="whitespace-pre-line">{entry.text}</p>
                  </li>
                ))}
            </ul>
          </section>
        ))}
        {record.adverseEvents.map((it) => (
          <section key={it.id} className="grid gap-1">
            <h3 className="flex flex-wrap items-center gap-x-3 font-semibold">
              {t("adverse")} · {adverse(it.kind, it.kind)}
              <Instant at={it.happenedAt} timeZone={timeZone} className="font-normal text-ink-soft text-sm" />
            </h3>
            <p>{it.description}</p>
            {it.outcome ? <p>{t("outcome", { outcome: it.outcome })}</p> : null}
          </section>
        ))}
      </div>
    </Card>
  );
}
