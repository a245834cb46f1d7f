"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { InsuranceContracts, InsuranceDays } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { Period } from "@/components/oversight/period-picker";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney, Money } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import { type Column, Table } from "@/components/ui/table";
import { showToast } from "@/components/ui/toast";
import { isDirect } from "@/server/core/insurance/mode";

type Run = InsuranceDays["runs"][number];
type Item = InsuranceDays["items"][number];
const tones = { open: "info", equal: "ok", differs: "late", failed: "danger" } as const;

function useColumns(): Column<Run>[] {
  const t = useTranslations("insurance");
  return [
    { key: "day", header: t("desk.days.day"), isRowHeader: true, isTight: true, cell: ({ day }) => day },
    {
      key: "institution",
      header: t("desk.days.institution"),
      cell: ({ fixmedinsName }) => fixmedinsName ?? "—",
    },
    { key: "type", header: t("desk.days.type"), cell: ({ insuranceType }) => t(`types.${insuranceType}`) },
    { key: "count", header: t("desk.days.count"), align: "end", isTight: true, cell: ({ count }) => count },
    {
      key: "fund",
      header: t("desk.days.fund"),
      align: "end",
      isTight: true,
      cell: ({ fundFen }) => <Money fen={fundFen} />,
    },
    {
      key: "result",
      header: t("desk.days.result"),
      cell: ({ status, answer }) => (
        <span className="grid justify-items-start gap-1">
          <Badge tone={tones[status]}>{t(`desk.days.statuses.${status}`)}</Badge>
          {answer && status !== "equal" ? (
            <span className="text-sm">
              {t.has(`desk.messages.reasons.${answer}`) ? t(`desk.messages.reasons.${answer}`) : answer}
            </span>
          ) : null}
        </span>
      ),
    },
  ];
}

function RunForm({ contracts, today }: { contracts: InsuranceContracts; today: string }) {
  const t = useTranslations("insurance.desk.days");
  const trpc = useTRPC();
  const client = useQueryClient();
  const direct = contracts.contracts.filter(({ mode }) => isDirect(mode));
  const [contractId, setContractId] = useState(direct[0]?.id ?? "");
  const [day, setDay] = useState(today);
  const run = useMutation(
    trpc.insurance.reconcile.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("ran") });
      },
    }),
  );
  if (direct.length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate({ contractId, day });
  };
  return (
    <form onSubmit={submit} className="mb-4 flex flex-wrap items-end gap-3">
      <Field label={t("which")}>
        <Select
          value={contractId}
          onChange={(event) => setContractId(event.target.value)}
          options={direct.map(({ id, fixmedinsName, payer }) => ({
            value: id,
            label: `${fixmedinsName ?? ""} · ${payer}`,
          }))}
        />
      </Field>
      <Field label={t("whichDay")}>
        <Input type="date" value={day} max={today} onChange={(event) => setDay(event.target.value)} />
      </Field>
      <Button type="submit" loading={run.isPending}>
        {t("run")}
      </Button>
      <FailureNote error={run.error} />
    </form>
  );
}

function OpenItem({ item, mayAct }: { item: Item; mayAct: boolean }) {
  const t = useTranslations("insurance.desk.days");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const close = useMutation(
    trpc.insurance.closeItem.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  const days = Math.floor((Date.now() - new Date(item.openedAt).getTime()) / 86_400_000);
  const sums = [
    item.ourFundFen === null ? null : t("ours", { amount: formatMoney(item.ourFundFen, locale) }),
    item.theirFundFen === null ? null : t("theirs", { amount: formatMoney(item.theirFundFen, locale) }),
  ].filter(Boolean);
  return (
    <li className="grid gap-2 rounded-md border border-line p-3">
      <p>
        <Badge tone="late">{t(`kinds.${item.kind}`)}</Badge>{" "}
        {t("item", { day: item.day, setlId: item.setlId, days })}
      </p>
      <p className="text-ink-soft">{sums.join(" · ")}</p>
      {mayAct ? (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            close.mutate({ itemId: item.id, note });
          }}
        >
          <Field label={t("note")}>
            <Input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
          </Field>
          <Button type="submit" size="sm" loading={close.isPending}>
            {t("close")}
          </Button>
          <FailureNote error={close.error} />
        </form>
      ) : null}
    </li>
  );
}

interface DayDeskProps {
  initial: InsuranceDays;
  contracts: InsuranceContracts;
  period: Period;
  today: string;
  mayAct: boolean;
}

/** Each day held against the fund's books, and the differences that nobody has explained yet. */
export function DayDesk({ initial, contracts, period, today, mayAct }: DayDeskProps) {
  const t = useTranslations("insurance.desk.days");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.insurance.days.queryOptions(period), initialData: initial });
  const columns = useColumns();
  return (
    <div className="grid gap-5">
      {mayAct ? <RunForm contracts={contracts} today={today} /> : null}
      <Card flush>
        <Table
          caption={t("result")}
          columns={columns}
          rows={data.runs}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<CalendarCheck />} title={t("none")} description={t("noneText")} />}
        />
      </Card>
      <Card title={t("items")}>
        {data.items.length === 0 ? <p className="text-ink-soft">{t("noItems")}</p> : null}
        <ul className="grid gap-3">
          {data.items.map((item) => (
            <OpenItem key={item.id} item={item} mayAct={mayAct} />
          ))}
        </ul>
      </Card>
    </div>
  );
}
