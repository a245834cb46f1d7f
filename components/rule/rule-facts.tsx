import { useTranslations } from "next-intl";
import type { RuleRecord } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";

type Flagged = Pick<RuleRecord, "status" | "trial" | "demonstration" | "reviewed">;

/** Status and what has to be known before relying on a version. */
export function RuleFlags({ rule }: { rule: Flagged }) {
  const t = useTranslations("rule");
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone={rule.status === "in_force" ? "ok" : "neutral"}>{t(`statuses.${rule.status}`)}</Badge>
      {rule.trial ? <Badge tone="info">{t("flags.trial")}</Badge> : null}
      {rule.demonstration ? <Badge tone="wait">{t("flags.demonstration")}</Badge> : null}
      <Badge tone={rule.reviewed ? "ok" : "late"}>
        {t(rule.reviewed ? "flags.reviewed" : "flags.unreviewed")}
      </Badge>
    </span>
  );
}

interface Span {
  validFrom: Date | null;
  validUntil: Date | null;
}

/** From when until when a version holds. */
export function Validity({ span, timeZone }: { span: Span; timeZone: string }) {
  const t = useTranslations("rule");
  const day = (at: Date) => <Instant at={at} form="calendarDate" timeZone={timeZone} />;
  if (!span.validFrom) return t("notSet");
  return (
    <>
      {day(span.validFrom)} – {span.validUntil ? day(span.validUntil) : t("endless")}
    </>
  );
}

type Stated = Flagged &
  Span &
  Pick<RuleRecord, "kind" | "code" | "version" | "source" | "noticeRef" | "reason"> & {
    note?: string | null;
  };

/** What a version is, since when and on what ground. */
export function RuleFacts({ rule, timeZone }: { rule: Stated; timeZone: string }) {
  const t = useTranslations("rule");
  const items = [
    { term: t("columns.version"), value: t("edition", { version: rule.version }) },
    // A region has several tariffs, told apart by their codes; of all else one holds, and its code says nothing to people.
    { term: t("code"), value: rule.kind === "tariff" ? rule.code : null },
    { term: t("columns.validity"), value: <Validity span={rule} timeZone={timeZone} /> },
    { term: t("columns.source"), value: rule.source },
    { term: t("columns.notice"), value: rule.noticeRef },
    { term: t("reason"), value: rule.reason },
    { term: t("note"), value: rule.note },
  ];
  return (
    <Card title={t("facts")} aside={<RuleFlags rule={rule} />}>
      <DescriptionList items={items} />
    </Card>
  );
}
