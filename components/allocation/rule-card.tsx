import { useTranslations } from "next-intl";
import type { AllocationShares } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";

/** The rule that all are held to, in words, with the region's own figures. */
export function RuleCard({ rule }: { rule: AllocationShares["rule"] }) {
  const t = useTranslations("allocation");
  return (
    <Card title={t("ruleTitle")} aside={<code className="text-ink-soft text-sm">{rule.rule}</code>}>
      <p className="max-w-prose">{t("rule", { percent: rule.withinPercent, days: rule.shareDays })}</p>
    </Card>
  );
}
