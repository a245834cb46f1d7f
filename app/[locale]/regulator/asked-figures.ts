import { type FigureInput, figureInput } from "@/server/core/oversight-input";
import { askedPeriod } from "./asked-period";

export type Asked = Record<string, string | string[] | undefined>;

/** What an address asks to count; what it says wrongly is left out, and without days the last 30 are meant. */
export function askedFigures(asked: Asked, today: string): FigureInput {
  const { operatorId, district } = figureInput.shape;
  const one = operatorId.safeParse(asked.operatorId || undefined);
  const other = district.safeParse(asked.district || undefined);
  return {
    ...askedPeriod(asked, today),
    ...(one.success && one.data ? { operatorId: one.data } : {}),
    ...(other.success && other.data ? { district: other.data } : {}),
  };
}
