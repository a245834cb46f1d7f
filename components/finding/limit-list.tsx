import { useTranslations } from "next-intl";
import type { FindingRecord } from "@/components/api/outputs";
import { DescriptionList } from "@/components/ui/description-list";
import { settingsFields } from "@/server/core/settings-fields";

/** The thresholds that a finding was measured against, by their names in the region's settings, and their source. */
export function LimitList({ limits, source }: Pick<FindingRecord, "limits" | "source">) {
  const t = useTranslations("finding.limits");
  const tSettings = useTranslations("settings");
  const items = Object.entries(limits).flatMap(([name, value]) => {
    const path = `detection.${name}`;
    const unit = settingsFields.find((field) => field.path === path)?.unit;
    return unit ? [{ term: tSettings(`fields.${path}`), value: tSettings(`units.${unit}`, { value }) }] : [];
  });
  if (items.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <div className="grid gap-2">
      <DescriptionList items={items} />
      <p className="text-ink-soft text-sm">
        {t("source", { source: source.startsWith("assumed") ? t("assumed") : source })}
      </p>
    </div>
  );
}
