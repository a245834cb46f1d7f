import { useLocale, useTranslations } from "next-intl";
import type { RuleRow } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import { Link } from "@/messages/navigation";
import { ruleKinds } from "@/server/core/rule";
import { RuleFlags, Validity } from "./rule-facts";

/** Every version of the region's rules by kind; those in force stand first. */
export function RuleList({ rules, timeZone }: { rules: RuleRow[]; timeZone: string }) {
  const t = useTranslations("rule");
  const isEnglish = useLocale() === "en";
  const columns: Column<RuleRow>[] = [
    {
      key: "name",
      header: t("columns.name"),
      isRowHeader: true,
      cell: (rule) => (
        <Link
          href={`/regulator/rules/${rule.id}`}
          className="inline-flex min-h-6 items-center text-primary underline underline-offset-4"
        >
          {isEnglish ? rule.titleEn : rule.titleZh}
        </Link>
      ),
    },
    { key: "version", header: t("columns.version"), align: "end", cell: ({ version }) => version },
    { key: "status", header: t("columns.status"), cell: (rule) => <RuleFlags rule={rule} /> },
    {
      key: "validity",
      header: t("columns.validity"),
      cell: (rule) => <Validity span={rule} timeZone={timeZone} />,
    },
    { key: "source", header: t("columns.source"), cell: ({ source, noticeRef }) => noticeRef ?? source },
  ];
  const first = ({ status }: RuleRow) => (status === "in_force" ? 0 : 1);
  return (
    <div className="grid gap-5">
      {ruleKinds.map((kind) => (
        <Card key={kind} title={t(`kinds.${kind}`)} flush>
          <Table
            caption={t(`kinds.${kind}`)}
            columns={columns}
            rows={rules.filter((rule) => rule.kind === kind).toSorted((a, b) => first(a) - first(b))}
            rowKey={({ id }) => id}
          />
        </Card>
      ))}
    </div>
  );
}
