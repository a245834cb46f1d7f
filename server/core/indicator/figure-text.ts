import { definitions, type Figure, type IndicatorName } from "./definition";

/** The number of an indicator as people read it; the unit stands beside it. */
export function figureText(name: IndicatorName, value: number | null, locale: string): string {
  if (value === null) return "—";
  const isShare = definitions[name].unit === "share";
  const form = isShare
    ? ({ style: "percent", maximumFractionDigits: 1 } as const)
    : { maximumFractionDigits: 1 };
  return new Intl.NumberFormat(locale, form).format(value);
}

/** Which unit is written beside the number; counts and percentages need none. */
export function unitOf(name: IndicatorName): "minutes" | "perThousand" | null {
  const { unit } = definitions[name];
  return unit === "minutes" || unit === "perThousand" ? unit : null;
}

/** Whether a figure reaches what others reach; null: no target, or nothing to measure. */
export function reachesTarget({ name, value }: Figure): boolean | null {
  const definition = definitions[name];
  if (value === null || !("target" in definition)) return null;
  return definition.better === "more" ? value >= definition.target : value <= definition.target;
}
