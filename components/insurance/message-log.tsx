"use client";

import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { InsuranceMessageRow } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";

const pageRows = 50;
const tones = { sent: "info", done: "ok", refused: "danger", unknown: "late" } as const;

function useColumns(): Column<InsuranceMessageRow>[] {
  const t = useTranslations("insurance.desk");
  const { timeZone } = useDesk();
  const words = (reason: string) =>
    t.has(`messages.reasons.${reason}`) ? t(`messages.reasons.${reason}`) : reason;
  return [
    {
      key: "time",
      header: t("messages.time"),
      isTight: true,
      cell: ({ sentAt }) => <Instant at={sentAt} form="exact" timeZone={timeZone} />,
    },
    {
      key: "infno",
      header: t("messages.infno"),
      isRowHeader: true,
      cell: ({ infno }) => `${infno} ${t.has(`infnos.${infno}`) ? t(`infnos.${infno}`) : ""}`,
    },
    {
      key: "msgid",
      header: t("messages.msgid"),
      cell: ({ msgid }) => <span className="break-all font-mono text-sm">{msgid}</span>,
    },
    {
      key: "status",
      header: t("messages.status"),
      cell: ({ status }) => <Badge tone={tones[status]}>{t(`messages.statuses.${status}`)}</Badge>,
    },
    { key: "reason", header: t("messages.reason"), cell: ({ reason }) => (reason ? words(reason) : "—") },
  ];
}

/** Every message of some days with its number and outcome; what was in it stays sealed. */
export function MessageLog({ rows }: { rows: InsuranceMessageRow[] }) {
  const t = useTranslations("insurance.desk");
  const columns = useColumns();
  const [page, setPage] = useState(1);
  return (
    <>
      <p className="mb-3 text-ink-soft">{t("messages.sealed")}</p>
      <Card flush>
        <Table
          caption={t("views.messages")}
          columns={columns}
          rows={rows.slice((page - 1) * pageRows, page * pageRows)}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<ScrollText />} title={t("messages.none")} />}
        />
      </Card>
      <Pagination page={page} pageCount={Math.ceil(rows.length / pageRows)} onPageChange={setPage} />
    </>
  );
}
