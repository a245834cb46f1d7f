"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import type { ComplaintRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { FileLinks } from "@/components/paper/file-links";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { CloseForm } from "./close-form";
import { Deadline } from "./deadline";
import { EvidenceCard } from "./evidence-card";
import { TextForm } from "./text-form";

function Entries({ data }: { data: ComplaintRecord }) {
  const t = useTranslations("case");
  const tCase = useTranslations("complaint.kinds");
  const { timeZone } = useDesk();
  return (
    <ol className="grid gap-4">
      {data.entries.map((entry) => (
        <li key={entry.id} className="border-line border-s-2 ps-3">
          <p className="text-ink-soft text-sm">
            {tCase(entry.kind)} · <Instant at={entry.createdAt} form="exact" timeZone={timeZone} />
          </p>
          {entry.text ? <p className="whitespace-pre-line">{entry.text}</p> : null}
          <FileLinks fileIds={entry.files} nameOf={(number) => t("file", { number })} />
        </li>
      ))}
    </ol>
  );
}

function useSend(complaintId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = { onSuccess: () => client.invalidateQueries() };
  const add = useMutation(trpc.complaint.add.mutationOptions(options));
  const reopen = useMutation(trpc.complaint.reopen.mutationOptions(options));
  return {
    add: (text: string) => add.mutateAsync({ complaintId, text, files: [] }),
    reopen: (reason: string) => reopen.mutateAsync({ complaintId, reason }),
  };
}

/** One case on the regulator's desk: what was said, by when, and its outcome. */
export function ComplaintDesk({ initial }: { initial: ComplaintRecord }) {
  const t = useTranslations("case");
  const tCase = useTranslations("complaint");
  const isEnglish = useLocale() === "en";
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const send = useSend(initial.id);
  const { data } = useQuery({
    ...trpc.complaint.get.queryOptions({ complaintId: initial.id }),
    initialData: initial,
  });
  const isOpen = data.status === "open" || data.status === "answered";
  const items = [
    { term: t("columns.topic"), value: tCase(`topics.${data.topic}`) },
    { term: t("columns.operator"), value: isEnglish ? data.operatorEn : data.operatorZh },
    { term: t("columns.plate"), value: data.plate },
    { term: t("columns.source"), value: tCase(`sources.${data.source}`) },
    { term: t("columns.due"), value: <Deadline at={data.dueAt} timeZone={timeZone} /> },
    {
      term: t("columns.answered"),
      value: data.answeredAt ? <Instant at={data.answeredAt} form="dateTime" timeZone={timeZone} /> : "—",
    },
    {
      term: t("columns.decideBy"),
      value: data.decideBy ? <Deadline at={data.decideBy} timeZone={timeZone} /> : "—",
    },
    { term: t("columns.decision"), value: data.decision ? tCase(`decisions.${data.decision}`) : "—" },
    { term: t("outcome"), value: data.outcome },
  ];
  return (
    <>
      <PageHeader
        title={tCase("number", { number: data.number })}
        back={{ href: "/regulator/cases", label: t("back") }}
        meta={
          <>
            <Badge tone={data.status === "closed" ? "ok" : "wait"}>{tCase(`status.${data.status}`)}</Badge>
            {data.late ? <Badge tone="danger">{t("late")}</Badge> : null}
          </>
        }
        actions={
          data.bookingId ? (
            <LinkButton href={`/regulator/trips/${data.bookingId}`} variant="secondary">
              {t("record")}
            </LinkButton>
          ) : null
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
        <div className="grid gap-5">
          <Card title={t("said")}>
            <Entries data={data} />
          </Card>
          {isOpen ? (
            <>
              <Card title={t("close.title")}>
                <CloseForm complaintId={data.id} />
              </Card>
              <Card title={t("add.title")}>
                <TextForm deed="add" variant="secondary" onSend={send.add} />
              </Card>
            </>
          ) : null}
          {data.status === "closed" ? (
            <Card title={t("reopen.title")}>
              <TextForm deed="reopen" variant="secondary" onSend={send.reopen} />
            </Card>
          ) : null}
        </div>
        <div className="grid gap-5">
          <Card title={t("facts")}>
            <DescriptionList items={items} />
          </Card>
          <EvidenceCard evidence={data.evidence} />
        </div>
      </div>
    </>
  );
}
