"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { AdverseEntries } from "@/components/case/adverse-log";
import { Deadline } from "@/components/case/deadline";
import { FileLinks } from "@/components/paper/file-links";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { useWord } from "./names";

interface PartProps {
  record: OversightRecord;
}

/** How the ride was rated, the complaints with all that was said, and adverse events with all that was done. */
export function CasesPart({ record }: PartProps) {
  const tRecord = useTranslations("record");
  const count = record.ratings.length + record.complaints.length + record.adverseEvents.length;
  return (
    <Card title={tRecord("parts.cases")}>
      {count === 0 ? <p>{tRecord("none")}</p> : null}
      <div className="grid gap-5">
        <Ratings record={record} />
        <Complaints record={record} />
        <AdverseEvents record={record} />
      </div>
    </Card>
  );
}

function Ratings({ record }: PartProps) {
  const t = useTranslations("record.cases");
  const { timeZone } = useDesk();
  return record.ratings.map((it) => (
    <section key={it.bookingId} className="grid gap-1">
      <h3 className="flex flex-wrap items-center gap-x-3 font-semibold">
        {t("rating", { score: it.score })}
        <Instant at={it.createdAt} timeZone={timeZone} className="font-normal text-ink-soft text-sm" />
      </h3>
      {it.text ? <p className="whitespace-pre-line">{it.text}</p> : null}
    </section>
  ));
}

function Complaints({ record }: PartProps) {
  const t = useTranslations("record.cases");
  const tCase = useTranslations("case");
  const { timeZone } = useDesk();
  const word = useWord("complaint");
  return record.complaints.map((it) => (
    <section key={it.id} className="grid gap-2">
      <h3 className="flex flex-wrap items-center gap-x-3 font-semibold">
        <Link href={`/regulator/cases/${it.id}`} className={linkLook}>
          {t("complaint", { number: it.number })}
        </Link>
        <Badge tone={it.status === "closed" ? "ok" : "wait"}>{word(`status.${it.status}`, it.status)}</Badge>
        <span className="font-normal text-ink-soft text-sm">
          {word(`topics.${it.topic}`, it.topic)} · {t("due")} <Deadline at={it.dueAt} timeZone={timeZone} />
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
              <FileLinks fileIds={entry.files} nameOf={(number) => tCase("file", { number })} />
            </li>
          ))}
      </ul>
      {it.outcome ? <p>{t("outcome", { outcome: it.outcome })}</p> : null}
    </section>
  ));
}

function AdverseEvents({ record }: PartProps) {
  const t = useTranslations("record.cases");
  const status = useWord("case.adverse.statuses");
  const { timeZone } = useDesk();
  const kind = useWord("trip.adverse.kinds");
  return record.adverseEvents.map((it) => (
    <section key={it.id} className="grid gap-2">
      <h3 className="flex flex-wrap items-center gap-x-3 font-semibold">
        <Link href={`/regulator/cases/adverse/${it.id}`} className={linkLook}>
          {t("adverse")} · {kind(it.kind, it.kind)}
        </Link>
        <Badge tone={it.status === "closed" ? "ok" : "danger"}>{status(it.status, it.status)}</Badge>
        <span className="font-normal text-ink-soft text-sm">
          <Instant at={it.happenedAt} timeZone={timeZone} /> · {t("adverseDue")}{" "}
          <Deadline at={it.dueAt} timeZone={timeZone} />
        </span>
      </h3>
      <p>{it.description}</p>
      <AdverseEntries entries={record.adverseEntries.filter(({ adverseId }) => adverseId === it.id)} />
      {it.outcome ? <p>{t("outcome", { outcome: it.outcome })}</p> : null}
    </section>
  ));
}
