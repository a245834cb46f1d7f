"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { FailLines } from "@/components/certification/fails";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";

/** What the standards said at the match, at the departure and before boarding: who was looked at, by which version, what failed. */
export function StandardsPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const tMoment = useTranslations("standard.moments");
  const { timeZone } = useDesk();
  const { checks } = record.standards;
  return (
    <Card title={t("parts.standards")} flush>
      {checks.length === 0 ? <p className="px-4 pb-4 sm:px-5">{t("none")}</p> : null}
      {checks.length > 0 ? (
        <Table
          caption={t("parts.standards")}
          columns={[
            {
              key: "at",
              header: t("standards.at"),
              isTight: true,
              cell: ({ at }) => <Instant at={at} form="exact" timeZone={timeZone} />,
            },
            {
              key: "moment",
              header: t("standards.moment"),
              isRowHeader: true,
              cell: ({ moment }) => tMoment(moment),
            },
            {
              key: "subject",
              header: t("standards.subject"),
              cell: ({ subject }) => t(`standards.subjects.${subject}`),
            },
            {
              key: "version",
              header: t("standards.version"),
              align: "end",
              cell: ({ evaluation }) => evaluation.version,
            },
            {
              key: "verdict",
              header: t("standards.verdict"),
              cell: ({ evaluation }) =>
                evaluation.passes ? (
                  <Badge tone="ok">{t("standards.passes", { count: evaluation.holds.length })}</Badge>
                ) : (
                  <FailLines fails={evaluation.fails} />
                ),
            },
          ]}
          rows={checks}
          rowKey={({ id }) => id}
        />
      ) : null}
    </Card>
  );
}
