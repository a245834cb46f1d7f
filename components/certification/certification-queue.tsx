"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { CertificationRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { LapseNote, StandingBadge } from "@/components/fleet/standing-badge";
import { useDesk } from "@/components/plan/desk";
import { WaitingTrainings } from "@/components/training/waiting-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Select } from "@/components/ui/select";
import { type Column, Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { linkLook } from "@/components/ui/text-link";
import { Toolbar } from "@/components/ui/toolbar";
import { Link } from "@/messages/navigation";
import { certificationSubjects } from "@/server/core/certification";
import { LendingList } from "./lending-list";

const soonDays = 30;
const views = {
  waiting: ({ status }: CertificationRow) => ["applied", "in_review", "more_asked"].includes(status),
  lapsing: ({ status, daysLeft }: CertificationRow) =>
    status === "certified" && daysLeft !== null && daysLeft <= soonDays,
  blocked: ({ status, standing }: CertificationRow) =>
    ["suspended", "revoked", "refused"].includes(status) || (status === "certified" && !standing.certified),
  all: () => true,
} as const;
type View = keyof typeof views;
const viewNames = Object.keys(views) as View[];

function useColumns(): Column<CertificationRow>[] {
  const t = useTranslations("certification.columns");
  const tPaper = useTranslations("paper.subjects");
  const { timeZone, now } = useDesk();
  const isEnglish = useLocale() === "en";
  const operator = (row: CertificationRow) => (isEnglish ? row.orgNameEn : row.orgNameZh);
  return [
    {
      key: "who",
      header: t("who"),
      isRowHeader: true,
      cell: (row) => (
        <Link href={`/regulator/certification/${row.id}`} className={linkLook}>
          {row.plate ?? row.crewName ?? operator(row)}
        </Link>
      ),
    },
    { key: "kind", header: t("kind"), cell: ({ subject }) => tPaper(subject) },
    { key: "operator", header: t("operator"), cell: operator },
    { key: "state", header: t("state"), cell: (row) => <StandingBadge row={row} /> },
    {
      key: "applied",
      header: t("applied"),
      isTight: true,
      cell: ({ appliedAt }) => <Instant at={appliedAt} form="date" timeZone={timeZone} now={now} />,
    },
    { key: "lapses", header: t("lapses"), cell: (row) => <LapseNote row={row} /> },
  ];
}

function matches(row: CertificationRow, subject: string, text: string): boolean {
  const names = [row.plate, row.crewName, row.orgNameZh, row.orgNameEn, row.serial];
  const isNamed = names.some((name) => name?.toLowerCase().includes(text.trim().toLowerCase()));
  return (subject === "" || row.subject === subject) && (text.trim() === "" || isNamed);
}

/** The reviewer's queue: what waits, what lapses soon, what may not work, all, and signs of lending. */
export function CertificationQueue({ initial, view }: { initial: CertificationRow[]; view: string }) {
  const t = useTranslations("certification");
  const tPaper = useTranslations("paper.subjects");
  const tTraining = useTranslations("training");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.certification.list.queryOptions({}), initialData: initial });
  const { data: trainings = [] } = useQuery(trpc.training.waiting.queryOptions());
  const { data: patterns = [] } = useQuery(trpc.certification.patterns.queryOptions());
  const columns = useColumns();
  const [subject, setSubject] = useState("");
  const [text, setText] = useState("");
  const rows = data.filter((row) => matches(row, subject, text));
  const empty = <EmptyState icon={<BadgeCheck />} title={t("empty.title")} description={t("empty.text")} />;
  const tabs = viewNames.map((name) => {
    const own = rows.filter(views[name]);
    return {
      value: name,
      label: t(`views.${name}`),
      count: own.length,
      content: (
        <Card flush>
          <Table caption={t("title")} columns={columns} rows={own} rowKey={({ id }) => id} empty={empty} />
        </Card>
      ),
    };
  });
  return (
    <>
      <Toolbar label={t("filter")}>
        <Field label={t("subject")} className="w-40">
          <Select
            value={subject}
            placeholder={t("anySubject")}
            options={certificationSubjects.map((value) => ({ value, label: tPaper(value) }))}
            onChange={(event) => setSubject(event.target.value)}
          />
        </Field>
        <Field label={t("find")} className="w-64">
          <Input value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </Toolbar>
      <Tabs
        label={t("views.label")}
        tabs={[
          ...tabs,
          {
            value: "patterns",
            label: t("patterns.title"),
            count: patterns.length,
            content: <LendingList patterns={patterns} />,
          },
          {
            value: "training",
            label: tTraining("waiting"),
            count: trainings.length,
            content: <WaitingTrainings courses={trainings} />,
          },
        ]}
        defaultValue={[...viewNames, "patterns", "training"].find((name) => name === view) ?? "waiting"}
      />
    </>
  );
}
