import { useLocale, useTranslations } from "next-intl";
import { Stat } from "@/components/ui/stat";
import type { Figure, IndicatorName } from "@/server/core/indicator/definition";
import { figureText, reachesTarget, unitOf } from "@/server/core/indicator/figure-text";
import type { FigureInput } from "@/server/core/oversight-input";
import { behindHref } from "./figure-href";

/** The figures as they stand together, most asked for first. */
const sections: Record<string, readonly IndicatorName[]> = {
  service: ["onTime", "collected45", "collected90", "wait", "afterReady", "response", "satisfaction"],
  demand: ["requests", "trips", "declined", "cancelled", "to120"],
  safety: ["complaints", "looseComplaints", "adverse", "longRides", "lapses"],
  money: ["price", "aboveQuote", "empty"],
};

interface TilesProps {
  current: Figure[];
  before: Figure[];
  filter: FigureInput;
}

function useNote() {
  const t = useTranslations("indicator");
  const locale = useLocale();
  return (figure: Figure, earlier: Figure | undefined): string => {
    const { name, value, part, whole } = figure;
    if (value === null) return t("noData");
    const number = new Intl.NumberFormat(locale);
    const unit = unitOf(name);
    const was = earlier
      ? `${figureText(name, earlier.value, locale)}${unit && earlier.value !== null ? ` ${t(`units.${unit}`)}` : ""}`
      : "—";
    const isCounted = whole !== null && !unit && name !== "price" && name !== "empty";
    const of = isCounted
      ? `${t("madeOf", { part: number.format(part), whole: number.format(whole) })} · `
      : "";
    return `${of}${t("before", { value: was })}`;
  };
}

/** Every indicator with its definition, beside the period before; each opens into what is behind it. */
export function FigureTiles({ current, before, filter }: TilesProps) {
  const t = useTranslations("indicator");
  const locale = useLocale();
  const note = useNote();
  const find = (figures: Figure[], name: IndicatorName) => figures.find((it) => it.name === name);
  return Object.entries(sections).map(([section, names]) => (
    <section key={section} aria-label={t(`groups.${section}`)} className="mb-6">
      <h2 className="mb-3 text-lg">{t(`groups.${section}`)}</h2>
      <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3 xl:grid-cols-6">
        {names.map((name) => {
          const figure = find(current, name);
          if (!figure) return null;
          const unit = unitOf(name);
          return (
            <Stat
              key={name}
              label={t(`names.${name}`)}
              value={figureText(name, figure.value, locale)}
              unit={unit && figure.value !== null ? t(`units.${unit}`) : undefined}
              definition={t(`definitions.${name}`)}
              note={note(figure, find(before, name))}
              tone={reachesTarget(figure) === false ? "late" : "neutral"}
              href={behindHref(filter, name)}
            />
          );
        })}
      </div>
    </section>
  ));
}
