"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { Change, Deed, Who } from "@/components/audit/deed";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";

/** Every deed and every reading, with its place in the region's chain. */
export function AuditPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.audit");
  const tRecord = useTranslations("record");
  const { timeZone } = useDesk();
  return (
    <Card title={tRecord("parts.audit")} flush>
      <Table
        caption={tRecord("parts.audit")}
        columns={[
          {
            key: "seq",
            header: t("seq"),
            isTight: true,
            cell: ({ seq, hash }) =>
              seq === null ? (
                <span className="text-ink-soft">{t("waiting")}</span>
              ) : (
                <span title={hash ? t("hash", { hash }) : undefined}>
                  #{seq} <code className="text-ink-soft text-xs">{hash?.slice(0, 8)}</code>
                </span>
              ),
          },
          {
            key: "at",
            header: t("at"),
            isTight: true,
            cell: ({ at }) => <Instant at={at} form="exact" timeZone={timeZone} />,
          },
          { key: "who", header: t("who"), cell: ({ actor, role }) => <Who actor={actor} role={role} /> },
          { key: "verb", header: t("verb"), isRowHeader: true, cell: ({ verb }) => <Deed verb={verb} /> },
          {
            key: "change",
            header: t("change"),
            cell: (row) => <Change before={row.before} after={row.after} />,
          },
        ]}
        rows={record.audit}
        rowKey={({ id }) => id}
      />
    </Card>
  );
}
