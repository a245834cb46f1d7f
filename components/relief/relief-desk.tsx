"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { ReliefRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { CheckDialog } from "./check-dialog";

type Which = "open" | "checked";
const tones = { open: "wait", accepted: "ok", refused: "danger", withdrawn: "neutral" } as const;

function useColumns(which: Which, onCheck: (row: ReliefRow) => void): Column<ReliefRow>[] {
  const t = useTranslations("relief");
  const tGroup = useTranslations("price.relief");
  const { timeZone } = useDesk();
  const now = useNow();
  return [
    {
      key: "booking",
      header: t("columns.booking"),
      isRowHeader: true,
      cell: ({ bookingNumber, patient }) => (
        <>
          <span className="block font-semibold tabular-nums">{bookingNumber}</span>
          <span className="text-ink-soft">{patient}</span>
        </>
      ),
    },
    { key: "group", header: t("columns.group"), cell: ({ group }) => tGroup(group) },
    {
      key: "ride",
      header: t("columns.ride"),
      cell: ({ pickupFrom }) => <Instant at={pickupFrom} timeZone={timeZone} now={now} />,
    },
    {
      key: "prices",
      header: t("columns.prices"),
      cell: ({ reliefFen, normalFen }) => (
        <span className="tabular-nums">
          <Money fen={reliefFen ?? normalFen} /> / <Money fen={normalFen} />
        </span>
      ),
    },
    {
      key: "at",
      header: t(which === "open" ? "columns.claimedAt" : "columns.checkedAt"),
      cell: ({ claimedAt, checkedAt }) => (
        <Instant at={which === "open" ? claimedAt : (checkedAt ?? claimedAt)} timeZone={timeZone} now={now} />
      ),
    },
    {
      key: "deed",
      header: t("columns.status"),
      cell: (row) =>
        row.status === "open" ? (
          <Button size="sm" disabled={row.isOwn} onClick={() => onCheck(row)}>
            {t(row.isOwn ? "own" : "check")}
          </Button>
        ) : (
          <>
            <Badge tone={tones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
            {row.reason ? <span className="mt-1 block text-ink-soft text-sm">{row.reason}</span> : null}
          </>
        ),
    },
  ];
}

interface ClaimsProps {
  which: Which;
  initial?: ReliefRow[];
}

function Claims({ which, initial }: ClaimsProps) {
  const t = useTranslations("relief");
  const trpc = useTRPC();
  const [row, setRow] = useState<ReliefRow | null>(null);
  const columns = useColumns(which, setRow);
  const claims = useQuery(
    trpc.relief.queue.queryOptions({ status: which }, initial ? { initialData: initial } : {}),
  );
  if (claims.error) return <FailureNote error={claims.error} onRetry={() => void claims.refetch()} />;
  return (
    <Card flush>
      <Table
        caption={t(`tabs.${which}`)}
        columns={columns}
        rows={claims.data ?? []}
        rowKey={({ claimId }) => claimId}
        empty={
          <EmptyState
            icon={<BadgeCheck aria-hidden="true" />}
            title={t(`empty.${which}`)}
            description={t("emptyText")}
            headingLevel={2}
          />
        }
      />
      {row ? <CheckDialog row={row} onClose={() => setRow(null)} /> : null}
    </Card>
  );
}

/** Papers for a reduced price: those that wait, the oldest first, and what was decided in the last month. */
export function ReliefDesk({ initial }: { initial: ReliefRow[] }) {
  const t = useTranslations("relief");
  return (
    <Tabs
      label={t("title")}
      tabs={[
        { value: "open", label: t("tabs.open"), content: <Claims which="open" initial={initial} /> },
        { value: "checked", label: t("tabs.checked"), content: <Claims which="checked" /> },
      ]}
    />
  );
}
