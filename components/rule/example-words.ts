import { useLocale, useTranslations } from "next-intl";
import { unitOf } from "./form/unit";

type Zones = readonly { id: string; label: { zh: string; en: string } }[];

/**
 * The facts of a worked example in words, such as `市内 · 等候 31 分钟`: one part for each fact that is given. Works where a
 * page is drawn by the server as well.
 */
export function useExampleWords(zones: Zones): (facts: unknown) => string {
  const t = useTranslations();
  const isEnglish = useLocale() === "en";
  const zoneName = (id: string) => {
    const label = zones.find((it) => it?.id === id)?.label;
    return (isEnglish ? label?.en : label?.zh) || id;
  };
  const nameOf = (name: string) => {
    const key = [`ruleForm.fields.${name}`, `fleet.equipment.${name}`].find((it) => t.has(it));
    return key ? t(key) : name;
  };
  const leaf = (name: string, value: unknown): string[] => {
    if (value === true) return [nameOf(name)];
    if (typeof value === "number") {
      const { unit, scale } = unitOf(name);
      return [`${nameOf(name)} ${value / scale}${unit ? ` ${t(`ruleForm.ui.units.${unit}`)}` : ""}`];
    }
    if (typeof value !== "string" || value === "") return [];
    return [name === "zone" ? zoneName(value) : `${nameOf(name)} ${value}`];
  };
  const parts = (facts: object): string[] =>
    Object.entries(facts).flatMap(([name, value]) =>
      typeof value === "object" && value !== null ? parts(value) : leaf(name, value),
    );
  return (facts) => parts((facts ?? {}) as object).join(" · ");
}
