import { useLocale, useTranslations } from "next-intl";
import type { RuleRow } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { ruleKinds } from "@/server/core/rule";
import { RuleFlags, Validity } from "./rule-facts";

type Listed = Omit<RuleRow, "note" | "createdAt">;

interface RuleListProps {
  rules: Listed[];
  timeZone: string;
  /** Where one version stands: the regulator's desk, or what the public reads. */
  base?: string;
}

/** Versions of the region's rules by kind; what holds stands first, then what is announced and drafted. */
export function RuleList({ rules, timeZone, base = "/regulator/rules" }: RuleListProps) {
  const t = useTranslations("rule");
  const isEnglish = useLocale() === "en";
  const columns: Column<Listed>[] = [
    {
      key: "name",
      header: t("columns.name"),
      isRowHeader: true,
      cell: (rule) => (
        <Link href={`${base}/${rule.id}`} className={linkLook}>
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
  const order = ["in_force", "notice", "draft", "superseded", "withdrawn"];
  const first = ({ status }: Listed) => order.indexOf(status);
  const kinds = ruleKinds.filter((kind) => rules.some((rule) => rule.kind === kind));
  return (
    <div className="grid gap-5">
      {kinds.map((kind) => (
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
