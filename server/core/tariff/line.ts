import type { EquipmentItem } from "@/server/core/vehicle";
import type { Tariff } from "./rules";

/** Every kind of line a price can have, with the label a payer reads in Chinese; other languages translate the code. */
export const lineLabels = {
  start: "起步价",
  mileage: "里程费",
  waiting: "等候费",
  staff_doctor: "随车医生费",
  staff_nurse: "随车护士费",
  stretcher: "担架费",
  stairs: "楼层搬运费",
  flat_carry: "平地搬运费",
  equipment: "设备使用费",
  night: "夜间附加费",
  holiday: "节假日附加费",
  tolls: "路桥费（按实际，不超过此数）",
  tolls_by_patient: "路桥费（由患方按实际自付）",
  return: "返程费",
  empty_return: "回程空车优惠",
  ceiling: "超过最高限价的部分不收",
} as const;
export type LineCode = keyof typeof lineLabels;
export const lineCodes = Object.keys(lineLabels) as LineCode[];

/** Lines that take something off the others: they follow what is charged and are never asked for. */
export const takenOff = ["empty_return", "ceiling"] as const satisfies readonly LineCode[];
export const isTakenOff = (code: LineCode): boolean => takenOff.some((it) => it === code);

/** The way out and the way back of one quote; the way back is billed on the second trip. */
export type TripPart = "out" | "return";

/**
 * One line of a price. `rule` cites the tariff, its version and the clause: `yuhuan-2025-10@1#bands[0].perKmFen`.
 * `quantity` counts `unit`s of `unitFen`, for display; `fen` is what counts, below zero only where something is taken off.
 */
export interface PriceLine {
  code: LineCode;
  part: TripPart;
  label: string;
  fen: number;
  rule: string;
  item?: EquipmentItem;
  quantity?: number;
  unit?: "km" | "block" | "person" | "floor" | "metre" | "use";
  unitFen?: number;
}

type LineDetail = Partial<Pick<PriceLine, "item" | "quantity" | "unit" | "unitFen" | "part">>;

/** Makes a line of the way out (unless `detail.part` says otherwise) that cites `clause` of the tariff. */
export function priceLine(
  tariff: Tariff,
  code: LineCode,
  fen: number,
  clause: string,
  detail: LineDetail = {},
): PriceLine {
  const label = detail.part === "return" && code !== "return" ? `返程${lineLabels[code]}` : lineLabels[code];
  return { code, part: "out", label, fen, rule: `${tariff.id}@${tariff.version}#${clause}`, ...detail };
}

/** What makes two lines of a quote and a bill the same line. */
export function lineKey(line: Pick<PriceLine, "code" | "part" | "item">): string {
  return [line.part, line.code, line.item ?? ""].join("/");
}
