import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { indicatorNames } from "@/server/core/indicator/definition";

/** How every figure is counted, in full, to be read on and printed. */
export function DefinitionList() {
  const t = useTranslations("indicator");
  return (
    <details className="mt-6">
      <summary className="min-h-9 py-1 text-primary">{t("definitionList.title")}</summary>
      <div className="mt-2">
        <DescriptionList
          items={indicatorNames.map((name) => ({
            term: t(`names.${name}`),
            value: t(`definitions.${name}`),
          }))}
        />
      </div>
    </details>
  );
}
