"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CashDeskView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { ConfirmForm } from "./confirm-form";

/** The operator's cash: who holds how much, what was counted and waits for the office, shifts that handed nothing in. */
export function CashDesk({ initial }: { initial: CashDeskView }) {
  const t = useTranslations("cash.desk");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.cash.desk.queryOptions(), initialData: initial });
  return (
    <div className="grid gap-6">
      <OpenShifts shifts={data.shifts} />
      {data.holders.length === 0 ? (
        <EmptyState icon={<BadgeCheck />} title={t("none")} description={t("noneText")} />
      ) : (
        <ul aria-label={t("holders")} className="grid gap-4 xl:grid-cols-2">
          {data.holders.map((holder) => (
            <li key={holder.accountId}>
              <Holder holder={holder} />
            </li>
          ))}
        </ul>
      )}
      <Counts counts={data.counts} />
    </div>
  );
}

function OpenShifts({ shifts }: { shifts: CashDeskView["shifts"] }) {
  const t = useTranslations("cash.desk");
  const { timeZone } = useDesk();
  if (shifts.length === 0) return null;
  return (
    <Alert tone="warn" title={t("shifts", { count: shifts.length })}>
      <ul className="grid gap-1">
        {shifts.map((it) => (
          <li key={`${it.shiftId}-${it.accountId}`}>
            {it.plate} · {it.name} · <Instant at={it.endedAt} timeZone={timeZone} /> ·{" "}
            <Money fen={it.heldFen} className="font-semibold" />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Holder({ holder }: { holder: CashDeskView["holders"][number] }) {
  const t = useTranslations("cash.desk");
  const { timeZone } = useDesk();
  return (
    <Card title={holder.name} headingLevel={2} aside={<Money fen={holder.heldFen} className="font-bold" />}>
      <div className="grid gap-4">
        <ul className="grid gap-1">
          {holder.payments.map((it) => (
            <li
              key={`${it.bookingNumber}-${it.takenAt.toISOString()}`}
              className="flex justify-between gap-4"
            >
              <span>
                {it.bookingNumber}{" "}
                <span className="text-ink-soft text-sm">
                  <Instant at={it.takenAt} timeZone={timeZone} />
                </span>
              </span>
              <Money fen={it.amountFen} />
            </li>
          ))}
        </ul>
        {holder.count ? (
          <ConfirmForm key={holder.count.id} name={holder.name} count={holder.count} />
        ) : (
          <p className="text-ink-soft">{t("notCounted")}</p>
        )}
      </div>
    </Card>
  );
}

function Counts({ counts }: { counts: CashDeskView["counts"] }) {
  const t = useTranslations("cash.desk");
  const { timeZone } = useDesk();
  if (counts.length === 0) return null;
  return (
    <Card title={t("earlier")} flush>
      <Table
        caption={t("earlier")}
        rows={counts}
        rowKey={({ id }) => id}
        columns={[
          { key: "name", header: t("who"), isRowHeader: true, cell: ({ name }) => name },
          {
            key: "at",
            header: t("at"),
            cell: ({ countedAt }) => (countedAt ? <Instant at={countedAt} timeZone={timeZone} /> : "—"),
          },
          {
            key: "expected",
            header: t("expected"),
            align: "end",
            isTight: true,
            cell: ({ expectedFen }) => <Money fen={expectedFen} />,
          },
          {
            key: "counted",
            header: t("counted"),
            align: "end",
            isTight: true,
            cell: ({ countedFen }) => <Money fen={countedFen} />,
          },
          {
            key: "difference",
            header: t("difference"),
            align: "end",
            isTight: true,
            cell: ({ countedFen, expectedFen }) => <Money fen={countedFen - expectedFen} />,
          },
          { key: "why", header: t("why"), cell: ({ explanation }) => explanation ?? "—" },
        ]}
      />
    </Card>
  );
}
