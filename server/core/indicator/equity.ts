import { definitions, figureOf, type IndicatorName, type Sums } from "./definition";
import { hiddenCells } from "./suppress";

/** One group of people (a district, an age, a payer) with what was added up for it. */
export interface Group {
  key: string;
  sums: Sums;
}

/** What is compared between groups: how many asked, who was refused, who waited (M34). */
export const equityIndicators = [
  "requests",
  "declined",
  "onTime",
  "collected45",
  "wait",
] as const satisfies readonly IndicatorName[];
type EquityIndicator = (typeof equityIndicators)[number];

/** A value that may be hidden since too few people stand behind it; `value` null and not hidden: nothing to measure. */
export interface EquityCell {
  value: number | null;
  isHidden: boolean;
}
export interface EquityRow {
  key: string;
  cells: Record<EquityIndicator, EquityCell>;
}

/** How many people a figure stands on. A share is the service's, not theirs: one late among eighty tells of nobody. */
function peopleOf(name: EquityIndicator, sums: Sums): number {
  const { part, whole } = definitions[name];
  return sums[whole ?? part];
}

/** Groups side by side. A group whose very size is hidden shows nothing else either; else each figure is hidden by itself. */
export function equityRows(groups: readonly Group[]): EquityRow[] {
  const hidden = new Map(
    equityIndicators.map((name) => [name, hiddenCells(groups.map(({ sums }) => peopleOf(name, sums)))]),
  );
  return groups.map(({ key, sums }, index) => {
    const cell = (name: EquityIndicator): EquityCell => {
      const isHidden = Boolean(hidden.get("requests")?.[index] || hidden.get(name)?.[index]);
      return { value: isHidden ? null : figureOf(name, sums).value, isHidden };
    };
    const cells = Object.fromEntries(equityIndicators.map((name) => [name, cell(name)]));
    return { key, cells: cells as EquityRow["cells"] };
  });
}
