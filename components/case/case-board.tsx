"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquareWarning } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { AdverseRow, ComplaintRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { Deadline } from "./deadline";
import { CountsTable } from "./operator-counts";

function Due({ at, isLate }: { at: Date; isLate: boolean }) {
  const t = useTranslations("case");
  const { timeZone, now } = useDesk();
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Deadline at={at} timeZone={timeZone} now={now} />
      {isLate ? <Badge tone="danger">{t("late")}</Badge> : null}
    </span>
  );
}

function useComplaintColumns(): Column<ComplaintRow>[] {
  const t = useTranslations("case.columns");
  const tCase = useTranslations("complaint");
  const isEnglish = useLocale() === "en";
  const { timeZone, now } = useDesk();
  return [
    {
      key: "number",
      header: t("number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ id, number }) => (
        <Link href={`/regulator/cases/${id}`} className={linkLook}>
          {number}
        </Link>
      ),
    },
    { key: "topic", header: t("topic"), cell: ({ topic }) => tCase(`topics.${topic}`) },
    {
      key: "operator",
      header: t("operator"),
      cell: ({ operatorZh, operatorEn }) => (isEnglish ? operatorEn : operatorZh) ?? "—",
    },
    { key: "plate", header: t("plate"), isTight: true, cell: ({ plate }) => plate ?? "—" },
    {
      key: "opened",
      header: t("opened"),
      cell: ({ createdAt }) => <Instant at={createdAt} timeZone={timeZone} now={now} />,
    },
    {
      key: "due",
      header: t("due"),
      cell: ({ status, dueAt, decideBy, late }) => (
        <Due at={status === "open" ? dueAt : (decideBy ?? dueAt)} isLate={late} />
      ),
    },
    {
      key: "status",
      header: t("status"),
      cell: ({ status, decision }) => (
        <Badge tone={status === "closed" ? "ok" : status === "answered" ? "info" : "wait"}>
          {decision ? tCase(`decisions.${decision}`) : tCase(`status.${status}`)}
        </Badge>
      ),
    },
  ];
}

function useAdverseColumns(): Column<AdverseRow>[] {
  const t = useTranslations("case");
  const tKind = useTranslations("trip.adverse.kinds");
  const { timeZone, now } = useDesk();
  return [
    {
      key: "kind",
      header: t("columns.kind"),
      isRowHeader: true,
      cell: ({ id, kind }) => (
        <Link href={`/regulator/cases/adverse/${id}`} className={linkLook}>
          {tKind(kind)}
        </Link>
      ),
    },
    { key: "plate", header: t("columns.plate"), isTight: true, cell: ({ plate }) => plate },
    {
      key: "happened",
      header: t("columns.happened"),
      cell: ({ happenedAt }) => <Instant at={happenedAt} timeZone={timeZone} now={now} />,
    },
    { key: "due", header: t("columns.due"), cell: ({ dueAt, late }) => <Due at={dueAt} isLate={late} /> },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status }) => (
        <Badge tone={status === "closed" ? "ok" : status === "reported" ? "info" : "danger"}>
          {t(`adverse.statuses.${status}`)}
        </Badge>
      ),
    },
  ];
}

interface CaseBoardProps {
  complaints: ComplaintRow[];
  adverse: AdverseRow[];
  view: "complaints" | "adverse";
}

/** Complaints by due date and adverse events; what is open comes first. */
export function CaseBoard({ complaints, adverse, view }: CaseBoardProps) {
  const t = useTranslations("case");
  const trpc = useTRPC();
  const { data: cases } = useQuery({ ...trpc.complaint.list.queryOptions({}), initialData: complaints });
  const { data: events } = useQuery({ ...trpc.adverse.list.queryOptions({}), initialData: adverse });
  const [complaintColumns, adverseColumns] = [useComplaintColumns(), useAdverseColumns()];
  const isOver = ({ status }: ComplaintRow) => status === "closed" || status === "withdrawn";
  const byDue = cases.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const open = byDue.filter((row) => !isOver(row));
  const closed = byDue.filter(isOver).toReversed();
  const empty = (
    <EmptyState icon={<MessageSquareWarning />} title={t("empty.title")} description={t("empty.text")} />
  );
  const table = (rows: ComplaintRow[]) => (
    <Card flush>
      <Table
        caption={t("title")}
        columns={complaintColumns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={empty}
      />
    </Card>
  );
  const listed = events.toSorted(
    (a, b) =>
      Number(a.status === "closed") - Number(b.status === "closed") || a.dueAt.getTime() - b.dueAt.getTime(),
  );
  const tabs = [
    { value: "complaints", label: t("views.complaints"), count: open.length, content: table(open) },
    {
      value: "adverse",
      label: t("views.adverse"),
      count: events.filter(({ status }) => status !== "closed").length,
      content: (
        <Card flush>
          <Table
            caption={t("views.adverse")}
            columns={adverseColumns}
            rows={listed}
            rowKey={({ id }) => id}
            empty={empty}
          />
        </Card>
      ),
    },
    { value: "closed", label: t("views.closed"), count: closed.length, content: table(closed) },
    { value: "operators", label: t("views.operators"), content: <CountsTable /> },
  ];
  return <Tabs label={t("views.label")} tabs={tabs} defaultValue={view} />;
}
