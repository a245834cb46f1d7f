"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ComplaintRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { EnterCase } from "@/components/case/enter-case";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { CaseView } from "./case-view";

const shown = 30;

/** The hotline's complaints: enter one for whoever calls, find one by its number and say how it stands. */
export function CaseDesk({ initial }: { initial: ComplaintRow[] }) {
  const t = useTranslations("complaint");
  const trpc = useTRPC();
  const [query, setQuery] = useState("");
  const { data } = useQuery({ ...trpc.complaint.list.queryOptions({}), initialData: initial });
  const wanted = query.trim().toUpperCase();
  const rows = data
    .filter(({ number, plate }) => `${number} ${plate ?? ""}`.includes(wanted))
    .slice(0, shown);
  return (
    <>
      <PageHeader title={t("desk.title")} lead={t("desk.lead")} actions={<EnterCase />} />
      <Field label={t("desk.find")} className="mb-4 max-w-md">
        <Input value={query} maxLength={20} onChange={(event) => setQuery(event.target.value)} />
      </Field>
      {rows.length === 0 ? (
        <EmptyState icon={<MessageSquareText />} title={t("desk.none")} description={t("desk.noneText")} />
      ) : null}
      <ul className="grid max-w-3xl gap-3">
        {rows.map((row) => (
          <li key={row.id}>
            <CaseOnDesk row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

function CaseOnDesk({ row }: { row: ComplaintRow }) {
  const t = useTranslations("complaint");
  const { timeZone, now } = useDesk();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title={`${row.number} · ${t(`topics.${row.topic}`)}`}
      aside={
        <span className="flex flex-wrap gap-2">
          {row.late ? <Badge tone="late">{t("desk.late")}</Badge> : null}
          <Badge tone={row.status === "closed" ? "ok" : "wait"}>{t(`status.${row.status}`)}</Badge>
        </span>
      }
    >
      <p className="flex flex-wrap gap-x-4 text-ink-soft text-sm">
        <span>{t(`sources.${row.source}`)}</span>
        {row.plate ? <span>{row.plate}</span> : null}
      </p>
      <Button
        variant="quiet"
        size="sm"
        className="mt-2"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? "desk.less" : "desk.more")}
      </Button>
      {isOpen ? (
        <CaseView complaintId={row.id} bookingId={row.bookingId} token="" timeZone={timeZone} now={now} />
      ) : null}
    </Card>
  );
}
