"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { Instant, TimeRange } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import { useWord } from "./names";

/** Every pickup range that was told, and why it moved. */
export function PromisesPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.promises");
  const tRecord = useTranslations("record");
  const { timeZone } = useDesk();
  const word = useWord("record.promises.reasons");
  const rows = record.promises.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return (
    <Card title={tRecord("parts.promises")} flush>
      <Table
        caption={tRecord("parts.promises")}
        columns={[
          {
            key: "range",
            header: t("range"),
            isRowHeader: true,
            cell: ({ pickupFrom, pickupUntil }) => (
              <TimeRange from={pickupFrom} to={pickupUntil} timeZone={timeZone} />
            ),
          },
          {
            key: "dropoff",
            header: t("dropoff"),
            cell: (row) => <Instant at={row.dropoffBy} timeZone={timeZone} />,
          },
          { key: "reason", header: t("reason"), cell: ({ reason }) => word(reason, reason) },
          {
            key: "made",
            header: t("made"),
            cell: ({ createdAt }) => <Instant at={createdAt} form="exact" timeZone={timeZone} />,
          },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className="px-4 pb-4 sm:px-5">{tRecord("none")}</p>}
      />
    </Card>
  );
}
