"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import { useWord } from "./names";

/** What was said to whom over which channel; contents and addresses stay sealed. */
export function MessagesPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.messages");
  const tRecord = useTranslations("record");
  const { timeZone } = useDesk();
  const word = useWord("record.messages");
  const rows = record.messages.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return (
    <Card title={tRecord("parts.messages")} flush>
      <Table
        caption={tRecord("parts.messages")}
        columns={[
          {
            key: "at",
            header: t("at"),
            cell: ({ createdAt }) => <Instant at={createdAt} form="exact" timeZone={timeZone} />,
          },
          {
            key: "channel",
            header: t("channel"),
            cell: ({ channel }) => word(`channels.${channel}`, channel),
          },
          {
            key: "template",
            header: t("template"),
            isRowHeader: true,
            cell: ({ template }) => word(`templates.${template}`, template),
          },
          {
            key: "status",
            header: t("status"),
            cell: ({ status, failure }) => (
              <>
                <Badge tone={status === "sent" ? "ok" : status === "failed" ? "danger" : "wait"}>
                  {word(`statuses.${status}`, status)}
                </Badge>
                {failure ? <span className="block text-danger text-sm">{failure}</span> : null}
              </>
            ),
          },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className="px-4 pb-4 sm:px-5">{tRecord("none")}</p>}
      />
    </Card>
  );
}
