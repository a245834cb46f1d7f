/** What a column of a pasted ward list may hold. `skip`: nothing that a booking needs. */
export const sheetFields = [
  "name",
  "bed",
  "idNumber",
  "phone",
  "weight",
  "mobility",
  "to",
  "day",
  "time",
  "escorts",
  "skip",
] as const;
export type SheetField = (typeof sheetFields)[number];

/** The most rows taken from one paste: more than a ward sends home in a day. */
export const mostRows = 40;

/** Headers as wards write them, blanks taken out, in lower case; the longest that a header contains counts. */
const headers: Record<Exclude<SheetField, "skip">, string[]> = {
  name: ["姓名", "患者", "病人", "病员", "name", "patient"],
  bed: ["床号", "床位", "床", "bed"],
  idNumber: ["身份证", "证件号", "身份证号", "idnumber", "idcard", "idno"],
  phone: ["电话", "手机", "联系方式", "phone", "mobile", "tel"],
  weight: ["体重", "公斤", "weight", "kg"],
  mobility: ["体位", "转运方式", "出行方式", "行动", "担架轮椅", "mobility", "travels"],
  to: ["目的地", "去向", "送往", "送到", "转往", "转入", "接收", "地址", "destination", "to"],
  day: ["日期", "哪天", "出院日", "date", "day"],
  time: ["时间", "几点", "时刻", "time"],
  escorts: ["陪同", "陪护", "家属", "随行", "escort", "relatives"],
};

/** Cells of one line of characters each; quotes as spreadsheets copy them, a quote doubled inside, line breaks within. */
function cellsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === "") isQuoted = true;
    else if (sign === separator) endCell();
    else if (sign === "\n") {
      endCell();
      rows.push([]);
    } else cell += sign;
  }
  endCell();
  return rows;
}

/** Rows of what was pasted: tabs as a spreadsheet copies, else commas (also the Chinese one). Empty rows go. */
export function readSheet(pasted: string): string[][] {
  const text = pasted.replace(/\r\n?/g, "\n").replace(/\u00a0/g, " ");
  const separator = text.includes("\t") ? "\t" : !text.includes(",") && text.includes("，") ? "，" : ",";
  const rows = cellsOf(text, separator).filter((row) => row.some((cell) => cell !== ""));
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array<string>(width - row.length).fill("")]);
}

/** What a header says its column holds; null where no ward writes it so. */
export function fieldOfHeader(header: string): SheetField | null {
  const plain = header.toLowerCase().replace(/[\s_:：*（）()-]/g, "");
  let best: { field: SheetField; length: number } | null = null;
  for (const [field, words] of Object.entries(headers) as [SheetField, string[]][]) {
    for (const word of words) {
      const fits = /^[a-z]+$/.test(word) && word.length < 4 ? plain === word : plain.includes(word);
      if (fits && word.length > (best?.length ?? 0)) best = { field, length: word.length };
    }
  }
  return best?.field ?? null;
}

/** What a column without a known header seems to hold, by its first value. */
function fieldOfValue(value: string): SheetField | null {
  const plain = value.replace(/\s/g, "");
  if (/^\d{17}[\dXx]$/.test(plain)) return "idNumber";
  if (/^1\d{10}$/.test(plain)) return "phone";
  if (/^\+?\d+床$/.test(plain)) return "bed";
  if (/^\d{1,2}[:：]\d{2}$|点/.test(plain)) return "time";
  if (/轮椅|担架|平躺|步行/.test(plain)) return "mobility";
  if (/^\p{Script=Han}[\p{Script=Han}·]{1,3}$/u.test(plain) && !plain.endsWith("家")) return "name";
  return null;
}

/** How the columns of a sheet were understood. */
export interface SheetColumns {
  hasHeader: boolean;
  /** The header's words, or nothing where there is no header: by these a ward's choice is remembered. */
  headers: string[];
  fields: SheetField[];
}

/**
 * Understand a sheet's columns: by what this ward chose for a header before, else by the words wards use, else by the first
 * value. A field is taken once, by the first column that claims it.
 */
export function columnsOf(rows: string[][], remembered: Record<string, SheetField> = {}): SheetColumns {
  const [first = [], second = []] = rows;
  const named = first.map((cell) => remembered[cell] ?? fieldOfHeader(cell));
  const known = named.filter((field) => field !== null && field !== "skip").length;
  const hasHeader = known > 0 && !first.some((cell) => /\d/.test(cell));
  const sample = hasHeader ? second : first;
  const taken = new Set<SheetField>();
  const fields = first.map((_, column): SheetField => {
    const field = (hasHeader ? named[column] : null) ?? fieldOfValue(sample[column] ?? "") ?? "skip";
    if (field !== "skip" && taken.has(field)) return "skip";
    taken.add(field);
    return field;
  });
  return { hasHeader, headers: hasHeader ? first : [], fields };
}
