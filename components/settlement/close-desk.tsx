"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { CloseView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { showToast } from "@/components/ui/toast";
import type { CloseSourceView } from "@/server/core/settlement/close";
import { CloseItems } from "./close-items";

const tones = { agrees: "ok", open: "wait", not_used: "neutral", unreachable: "danger" } as const;

function useColumns(): Column<CloseSourceView>[] {
  const t = useTranslations("settlement.close");
  const sum = (key: "ledgerFen" | "sourceFen") => ({
    key,
    header: t(`columns.${key}`),
    align: "end" as const,
    isTight: true,
    cell: (row: CloseSourceView) => {
      const fen = row[key];
      return fen === null ? "–" : <Money fen={fen} />;
    },
  });
  return [
    {
      key: "source",
      header: t("columns.source"),
      isRowHeader: true,
      cell: ({ source }) => t(`sources.${source}`),
    },
    {
      key: "state",
      header: t("columns.state"),
      cell: ({ state, items }) => (
        <Badge tone={tones[state]}>
          {state === "open" ? t("openItems", { count: items }) : t(`states.${state}`)}
        </Badge>
      ),
    },
    sum("ledgerFen"),
    sum("sourceFen"),
  ];
}

/** Look again, and close the day with what is open. */
function Deeds({ view }: { view: CloseView }) {
  const t = useTranslations("settlement.close");
  const trpc = useTRPC();
  const client = useQueryClient();
  const done = (key: "looked" | "closed") => async () => {
    await client.invalidateQueries();
    showToast({ tone: "ok", title: t(key) });
  };
  const look = useMutation(trpc.close.look.mutationOptions({ onSuccess: done("looked") }));
  const close = useMutation(trpc.close.closeDay.mutationOptions({ onSuccess: done("closed") }));
  return (
    <div className="grid justify-items-start gap-3">
      <FailureNote error={look.error ?? close.error} />
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" loading={look.isPending} onClick={() => look.mutate({ day: view.day })}>
          {t("look")}
        </Button>
        {view.closedAt ? null : (
          <Button
            disabled={!view.isSettled}
            loading={close.isPending}
            onClick={() => close.mutate({ day: view.day })}
          >
            {t("closeWith", { count: view.items.length })}
          </Button>
        )}
      </div>
      {view.isSettled ? null : <p className="text-ink-soft">{t("tooEarly")}</p>}
    </div>
  );
}

/** One day's close: every source against the ledger, what is open, and the closing. */
export function CloseDesk({ initial }: { initial: CloseView }) {
  const t = useTranslations("settlement.close");
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const { data } = useQuery({ ...trpc.close.get.queryOptions({ day: initial.day }), initialData: initial });
  const columns = useColumns();
  return (
    <div className="grid gap-6">
      {data.closedAt ? (
        <Alert tone="ok" title={t("closedWith", { day: data.day, count: data.closedWith ?? 0 })}>
          <Instant at={data.closedAt} form="dateTime" timeZone={timeZone} />
        </Alert>
      ) : null}
      <Card flush>
        {data.sources ? (
          <Table
            caption={t("compared")}
            columns={columns}
            rows={data.sources}
            rowKey={({ source }) => source}
          />
        ) : (
          <p className="p-4 text-ink-soft">{t("notLooked")}</p>
        )}
      </Card>
      <Deeds view={data} />
      <CloseItems items={data.items} />
    </div>
  );
}
