import { addDays } from "../local-time";
import type { Mobility } from "../patient";
import { normalisePhone } from "../phone";
import { checkResidentId } from "../resident-id";
import type { SheetField } from "./sheet";

/** A cell that cannot be taken as it stands: which one, and a key of `batch.cell` in the messages that says what to do. */
export interface CellProblem {
  field: SheetField;
  key:
    | "missing"
    | "idNumber"
    | "phone"
    | "weight"
    | "mobility"
    | "day"
    | "dayPast"
    | "time"
    | "escorts"
    | "to";
  typed: string;
}

/** One pasted row with what could be read of it; nothing typed is lost, since a problem keeps its words. */
export interface SheetRow {
  name: string;
  bed: string;
  idNumber: string | null;
  phone: string | null;
  weightKg: number | null;
  mobility: Mobility | null;
  to: string;
  /** `YYYY-MM-DD`, "08:30"; empty where the sheet says nothing. */
  day: string;
  time: string;
  escorts: number | null;
  problems: CellProblem[];
}

const mobilityWords: [RegExp, Mobility][] = [
  [/加宽|加强|bariatric/i, "bariatric_stretcher"],
  [/轮椅|wheel/i, "wheelchair"],
  [/担架|平车|平躺|卧|躺|stretcher|lying/i, "stretcher"],
  [/步行|能走|行走|自己走|走路|坐座位|walk/i, "walk"],
];

/** How the patient travels, as a ward writes it; null where it says something else. */
export function readMobility(typed: string): Mobility | null {
  return mobilityWords.find(([words]) => words.test(typed))?.[1] ?? null;
}

const two = (value: number) => String(value).padStart(2, "0");

const numerals = "零一二三四五六七八九";

/** Hours and minutes in Chinese numerals (十二, 二十, 两) as digits. */
function withDigits(typed: string): string {
  return typed
    .replaceAll("两", "二")
    .replace(/[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九]/g, (word) => {
      const [tens = "", ones = ""] = word.includes("十") ? word.split("十") : ["", word];
      const tenfold = word.includes("十") ? (tens === "" ? 1 : numerals.indexOf(tens)) * 10 : 0;
      return String(tenfold + (ones === "" ? 0 : numerals.indexOf(ones)));
    });
}

/** A time of day as written: 9:30, 09：30, 9点半, 下午2点20, 2:20pm. "08:30", or null. */
export function readTime(typed: string): string | null {
  const plain = withDigits(typed.replace(/\s/g, "").toLowerCase());
  const found =
    /^(上午|早上|中午|下午|晚上)?(\d{1,2})(?:[:：时点](\d{1,2}|半)?分?)?(?::\d{2})?(am|pm)?$/.exec(plain);
  if (!found) return null;
  const [, part = "", hours = "", minutes = "0", half = ""] = found;
  const isLater = /下午|晚上|pm/.test(part + half) || (part === "中午" && Number(hours) < 11);
  const hour = Number(hours) + (isLater && Number(hours) < 12 ? 12 : 0);
  const minute = minutes === "半" ? 30 : Number(minutes);
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}

/** A day as written: 今天, 明天, 后天, 11/24, 11月24日, 2026-11-24; a day without its year is the next to come. */
export function readDay(typed: string, today: string): string | null {
  const plain = typed.replace(/\s/g, "").toLowerCase();
  const words: Record<string, number> = {
    今天: 0,
    今日: 0,
    today: 0,
    明天: 1,
    明日: 1,
    tomorrow: 1,
    后天: 2,
  };
  const ahead = words[plain];
  if (ahead !== undefined) return addDays(today, ahead);
  const found = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (!found) return null;
  const [, year, month = "", day = ""] = found;
  const inYear = (of: number) => `${of}-${two(Number(month))}-${two(Number(day))}`;
  const thisYear = Number(today.slice(0, 4));
  const read = year
    ? inYear(Number(year))
    : inYear(thisYear) < today
      ? inYear(thisYear + 1)
      : inYear(thisYear);
  const isReal =
    !Number.isNaN(Date.parse(`${read}T00:00:00Z`)) &&
    new Date(`${read}T00:00:00Z`).toISOString().startsWith(read);
  return isReal ? read : null;
}

/** Beds are written 12, 12床, 12 床, +3床: what stays is compared. */
export const plainBed = (bed: string): string => bed.replace(/[\s床]/g, "").toLowerCase();

/** Whether the words for a destination mean the patient's home. */
export const meansHome = (typed: string): boolean => /^(回家|家|家里|家中|自己家|home)$/i.test(typed.trim());

function readWeight(typed: string): number | null {
  const found = /^(\d{1,3})(?:\.\d+)?(?:kg|公斤|千克)?$/i.exec(typed.replace(/\s/g, ""));
  const kg = found ? Number(found[1]) : 0;
  return kg >= 1 && kg <= 400 ? kg : null;
}

function readEscorts(typed: string): number | null {
  if (/^(无|没有|不陪|none|no)$/i.test(typed)) return 0;
  const found = /^(\d)[人位]?$/.exec(typed.replace(/\s/g, ""));
  return found && Number(found[1]) <= 3 ? Number(found[1]) : null;
}

/** Read the cells of one row; `today` is the region's day. Whoever travels needs a name, and a name alone is enough. */
export function readRow(cells: string[], fields: SheetField[], today: string): SheetRow {
  const typed = (field: SheetField) => cells[fields.indexOf(field)]?.trim() ?? "";
  const problems: CellProblem[] = [];
  const read = <T>(field: SheetField, key: CellProblem["key"], reader: (words: string) => T | null) => {
    const words = typed(field);
    if (words === "") return null;
    const value = reader(words);
    if (value === null) problems.push({ field, key, typed: words });
    return value;
  };
  const id = (words: string) => {
    const check = checkResidentId(words, today);
    return check.ok ? check.value : null;
  };
  const row = {
    name: typed("name"),
    bed: typed("bed"),
    idNumber: read("idNumber", "idNumber", id),
    phone: read("phone", "phone", (words) => (normalisePhone(words).ok ? words : null)),
    weightKg: read("weight", "weight", readWeight),
    mobility: read("mobility", "mobility", readMobility),
    to: typed("to"),
    day: read("day", "day", (words) => readDay(words, today)) ?? "",
    time: read("time", "time", readTime) ?? "",
    escorts: read("escorts", "escorts", readEscorts),
  };
  if (row.day !== "" && row.day < today) {
    problems.push({ field: "day", key: "dayPast", typed: typed("day") });
    row.day = "";
  }
  if (row.name === "" && row.bed === "" && row.idNumber === null)
    problems.push({ field: "name", key: "missing", typed: "" });
  return { ...row, problems };
}
