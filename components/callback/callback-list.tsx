"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PhoneOutgoing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CallbackRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { DueMark } from "@/components/review/due-mark";
import { useShortcuts } from "@/components/seat/use-shortcuts";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { CallbackActions, telOf } from "./callback-actions";
import { OutcomeDialog } from "./outcome-dialog";

type Which = "open" | "done";

function useColumns(now: number, which: Which, onClose: (row: CallbackRow) => void): Column<CallbackRow>[] {
  const t = useTranslations("callback");
  const { timeZone } = useDesk();
  const client = useQueryClient();
  return [
    {
      key: "due",
      header: t(which === "open" ? "columns.due" : "columns.doneAt"),
      isTight: true,
      cell: ({ status, dueAt, doneAt }) =>
        status === "open" ? (
          <DueMark dueAt={dueAt} now={now} onEnd={() => void client.invalidateQueries()} />
        ) : (
          <Instant at={doneAt ?? dueAt} timeZone={timeZone} now={now} />
        ),
    },
    {
      key: "reason",
      header: t("columns.reason"),
      isRowHeader: true,
      cell: (row) => <Why row={row} />,
    },
    {
      key: "status",
      header: t(which === "open" ? "columns.who" : "columns.status"),
      cell: (row) =>
        row.status === "open" ? (
          <CallbackActions row={row} onClose={() => onClose(row)} />
        ) : (
          <span>{row.outcome}</span>
        ),
    },
  ];
}

function Why({ row: { reason, bookingNumber, note } }: { row: CallbackRow }) {
  const t = useTranslations("callback");
  const said = (text: string) => {
    if (reason === "handoff_120") return t("reference", { number: text });
    return reason === "unserved" ? t("instead", { times: text }) : text;
  };
  const about = [
    bookingNumber ? t("number", { number: bookingNumber }) : null,
    note && note !== bookingNumber ? said(note) : null,
  ].filter(Boolean);
  return (
    <>
      <span className="block font-semibold">{t(`reasons.${reason}`)}</span>
      <span className="block font-normal text-ink-soft text-sm">{about.join(" · ")}</span>
    </>
  );
}

/** Everybody who was promised a call, the most urgent first; what is overdue is an alarm. */
export function CallbackList({ initial }: { initial: CallbackRow[] }) {
  const t = useTranslations("callback");
  const trpc = useTRPC();
  const now = useNow();
  const [closing, setClosing] = useState<CallbackRow | null>(null);
  const { data } = useQuery({
    ...trpc.callback.list.queryOptions(),
    initialData: initial,
    refetchInterval: 30_000,
  });
  const open = data.filter(({ status }) => status === "open");
  const done = data.filter(({ status }) => status !== "open").reverse();
  const late = open.filter(({ dueAt }) => dueAt.getTime() <= now);
  const first = open[0];
  useShortcuts({
    c: first?.phone ? () => window.location.assign(telOf(first.phone)) : undefined,
    e: first ? () => setClosing(first) : undefined,
  });
  const columns = {
    open: useColumns(now, "open", setClosing),
    done: useColumns(now, "done", setClosing),
  };
  const table = (rows: CallbackRow[], which: Which) => (
    <Card flush>
      <Table
        caption={t(`tabs.${which}`)}
        columns={columns[which]}
        rows={rows}
        rowKey={({ id }) => id}
        rowClassName={({ status, dueAt }) =>
          status === "open" && dueAt.getTime() <= now ? "bg-danger-soft hover:bg-danger-soft" : undefined
        }
        empty={
          <EmptyState
            icon={<PhoneOutgoing />}
            title={t(`empty.${which}.title`)}
            description={t(`empty.${which}.text`)}
          />
        }
      />
    </Card>
  );
  return (
    <>
      <div aria-live="assertive" className="mb-4 empty:hidden">
        {late.length > 0 ? (
          <Alert tone="danger" title={t("alarm.title", { count: late.length })}>
            {t("alarm.text")}
          </Alert>
        ) : null}
      </div>
      {first ? <p className="mb-4 hidden text-ink-soft text-sm lg:block">{t("keys")}</p> : null}
      <Tabs
        label={t("title")}
        tabs={[
          { value: "open", label: t("tabs.open"), count: open.length, content: table(open, "open") },
          { value: "done", label: t("tabs.done"), count: done.length, content: table(done, "done") },
        ]}
      />
      {closing ? <OutcomeDialog row={closing} onClose={() => setClosing(null)} /> : null}
    </>
  );
}
