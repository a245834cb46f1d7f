"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FindingRow } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { classNames } from "@/components/ui/class-names";
import { Instant } from "@/components/ui/instant";
import type { Column } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { StatusBadge } from "./status-badge";
import { useSay } from "./use-say";

/** A finding in a row: when, what in a sentence, whose, what was made of it. */
export function useFindingColumns(): Column<FindingRow>[] {
  const t = useTranslations("finding");
  const isEnglish = useLocale() === "en";
  const { timeZone, now } = useDesk();
  const say = useSay();
  return [
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: ({ happenedAt }) => <Instant at={happenedAt} form="dateTime" timeZone={timeZone} now={now} />,
    },
    {
      key: "what",
      header: t("columns.what"),
      isRowHeader: true,
      cell: (row) => (
        <span className="grid gap-1">
          <Link href={`/regulator/findings/${row.id}`} className={classNames("justify-self-start", linkLook)}>
            {t(`kinds.${row.kind}`)}
          </Link>
          <span className="break-words font-normal text-sm">{say(row)}</span>
        </span>
      ),
    },
    {
      key: "whom",
      header: t("columns.whom"),
      cell: ({ plate, operatorZh, operatorEn }) =>
        [plate, isEnglish ? operatorEn : operatorZh].filter(Boolean).join(" · ") || "—",
    },
    {
      key: "status",
      header: t("columns.status"),
      isTight: true,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
  ];
}
