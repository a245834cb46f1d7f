"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import { useNames, useWord } from "./names";

/** Who was asked in which order, by when, and what was answered. */
export function OffersPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.offers");
  const tRecord = useTranslations("record");
  const { timeZone } = useDesk();
  const { operator, plate } = useNames(record);
  const word = useWord("offer");
  const rows = record.offers.toSorted((a, b) => a.round - b.round);
  const at = (value: Date | null) => (value ? <Instant at={value} form="exact" timeZone={timeZone} /> : "—");
  return (
    <Card title={tRecord("parts.offers")} flush>
      <Table
        caption={tRecord("parts.offers")}
        columns={[
          { key: "round", header: t("round"), isTight: true, cell: ({ round }) => round },
          { key: "operator", header: t("operator"), isRowHeader: true, cell: ({ orgId }) => operator(orgId) },
          {
            key: "plate",
            header: t("plate"),
            isTight: true,
            cell: ({ shiftId, snapshot }) => snapshot.plate ?? plate(shiftId),
          },
          { key: "sent", header: t("sent"), cell: ({ createdAt }) => at(createdAt) },
          { key: "expires", header: t("expires"), cell: ({ expiresAt }) => at(expiresAt) },
          { key: "answered", header: t("answered"), cell: ({ answeredAt }) => at(answeredAt) },
          {
            key: "status",
            header: t("status"),
            cell: ({ status, committed }) => (
              <span className="flex flex-wrap gap-1">
                <Badge tone={status === "accepted" ? "ok" : status === "open" ? "wait" : "late"}>
                  {word(`statuses.${status}`, status)}
                </Badge>
                {committed && status === "declined" ? <Badge tone="danger">{t("breach")}</Badge> : null}
              </span>
            ),
          },
          {
            key: "reason",
            header: t("reason"),
            cell: ({ declineReason, declineNote }) =>
              [declineReason ? word(`declineReasons.${declineReason}`, declineReason) : null, declineNote]
                .filter(Boolean)
                .join(" · ") || "—",
          },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className="px-4 pb-4 sm:px-5">{tRecord("none")}</p>}
      />
    </Card>
  );
}
