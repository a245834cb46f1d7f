import { useLocale, useTranslations } from "next-intl";
import type { RuleRecord } from "@/components/api/outputs";
import { PageHeader } from "@/components/ui/page-header";
import { ruleTitle } from "./rule-title";

interface RuleHeaderProps {
  rule: Pick<RuleRecord, "kind" | "titleZh" | "titleEn">;
  back: { href: string; label: string };
}

/** The head of one version's page: its name, and its kind where the name does not say just that. */
export function RuleHeader({ rule, back }: RuleHeaderProps) {
  const t = useTranslations("rule.kinds");
  const title = ruleTitle(rule, useLocale());
  const kind = t(rule.kind);
  return <PageHeader title={title} lead={kind === title ? undefined : kind} back={back} />;
}
