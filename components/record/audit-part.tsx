"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";

/** `user:1234…` short enough for a table, whole on hover. */
function Actor({ actor, role }: { actor: string; role: string }) {
  return (
    <span title={actor}>
      {role} <span className="text-ink-soft text-xs">{actor.slice(0, 18)}</span>
    </span>
  );
}

/** What a verb changed, as stored: masked values only. */
export function Change({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("record.audit");
  if (!before && !after) return "—";
  return (
    <span className="grid gap-0.5 break-all font-mono text-xs">
      {before ? <span className="text-ink-soft">{`${t("before")} ${JSON.stringify(before)}`}</span> : null}
      {after ? <span>{`${t("after")} ${JSON.stringify(after)}`}</span> : null}
    </span>
  );
}

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
          { key: "who", header: t("who"), cell: ({ actor, role }) => <Actor actor={actor} role={role} /> },
          { key: "verb", header: t("verb"), isRowHeader: true, cell: ({ verb }) => <code>{verb}</code> },
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
