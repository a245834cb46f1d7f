import { foldFullWidth } from "./text-folding";

/** Kinds of mainland plates (GA 36-2018) a transfer or escorting vehicle can carry. */
export type PlateKind =
  | "ordinary"
  | "new_energy_small"
  | "new_energy_large"
  | "police"
  | "coach"
  | "trailer"
  | "hong_kong"
  | "macau"
  | "consulate"
  | "embassy";

export type PlateCheck = { ok: true; value: string; kind: PlateKind } | { ok: false; reason: "format" };

const province = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
/** Letters of plates: never I or O, which read as 1 and 0. */
const letter = "[A-HJ-NP-Z]";
const serial = "[A-HJ-NP-Z0-9]";
/** New energy: A to E for purely electric, F to K for others; L and later stand for nothing. */
const energy = "[A-HJK]";

const shapes: readonly [PlateKind, RegExp][] = [
  ["new_energy_small", new RegExp(`^${province}${letter}${energy}${serial}\\d{4}$`)],
  ["new_energy_large", new RegExp(`^${province}${letter}\\d{5}${energy}$`)],
  ["police", new RegExp(`^${province}${letter}${serial}{4}警$`)],
  ["coach", new RegExp(`^${province}${letter}${serial}{4}学$`)],
  ["trailer", new RegExp(`^${province}${letter}${serial}{4}挂$`)],
  ["hong_kong", new RegExp(`^粤Z${serial}{4}港$`)],
  ["macau", new RegExp(`^粤Z${serial}{4}澳$`)],
  ["consulate", new RegExp(`^${province}${letter}\\d{4}领$`)],
  ["embassy", /^\d{6}使$/],
];
/** Five places, at most two of them letters. */
const ordinary = new RegExp(`^${province}${letter}(?=(?:\\d*${letter}?){2}\\d*$)${serial}{5}$`);

/** Checks and folds a plate: full width, small letters, the dot, spaces and dashes between its parts are dropped. */
export function checkPlate(input: string): PlateCheck {
  const value = foldFullWidth(input)
    .replace(/[\s·•.-]/g, "")
    .toUpperCase();
  if (ordinary.test(value)) return { ok: true, value, kind: "ordinary" };
  const found = shapes.find(([, shape]) => shape.test(value));
  return found ? { ok: true, value, kind: found[0] } : { ok: false, reason: "format" };
}
