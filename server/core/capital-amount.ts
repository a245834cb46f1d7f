const digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const places = ["", "拾", "佰", "仟"];
const groups = ["", "万", "亿"];

/** Four digits in words, with one 零 for each gap inside. */
function fourDigits(value: number): string {
  let text = "";
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== "";
      continue;
    }
    text += `${gap ? "零" : ""}${digits[digit]}${places[place]}`;
    gap = false;
  }
  return text;
}

function wholeYuan(yuan: number): string {
  let text = "";
  for (let group = 2; group >= 0; group--) {
    const value = Math.floor(yuan / 10_000 ** group) % 10_000;
    if (value === 0) continue;
    text += `${text !== "" && value < 1000 ? "零" : ""}${fourDigits(value)}${groups[group]}`;
  }
  return text;
}

/**
 * A sum in the capital characters of Chinese receipts, which cannot be altered by a stroke: 27550 fen is 贰佰柒拾伍元伍角整.
 * Rules: 支付结算办法 (1997), annex 1, 正确填写票据和结算凭证的基本规定. Up to 999,999,999,999 fen; negative sums begin with 负.
 */
export function capitalAmount(fen: number): string {
  const absolute = Math.abs(fen);
  if (!Number.isInteger(fen) || absolute > 999_999_999_999) throw new RangeError("not a sum in whole fen");
  const yuan = Math.floor(absolute / 100);
  const jiao = Math.floor(absolute / 10) % 10;
  const cent = absolute % 10;
  const whole = yuan > 0 ? `${wholeYuan(yuan)}元` : "";
  const tenths = jiao > 0 ? `${digits[jiao]}角` : whole !== "" && cent > 0 ? "零" : "";
  const text = absolute === 0 ? "零元整" : `${whole}${tenths}${cent > 0 ? `${digits[cent]}分` : "整"}`;
  return `${fen < 0 ? "负" : ""}${text}`;
}
