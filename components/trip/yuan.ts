import { foldFullWidth } from "@/server/core/text-folding";

/** An amount as typed ("12", "12.5", "１２．５０") in whole fen; null when it is no amount of money. */
export function yuanToFen(typed: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(foldFullWidth(typed).replace("。", ".").trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
