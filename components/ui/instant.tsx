import { useLocale, useTranslations } from "next-intl";
import { classNames } from "./class-names";

/** An instant: epoch milliseconds, an ISO string with offset, or a Date. */
export type InstantValue = number | string | Date;

const forms = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  date: { month: "short", day: "numeric", weekday: "short" },
  longDate: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  calendarDate: { year: "numeric", month: "long", day: "numeric" },
  dateTime: {
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  exact: {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type InstantForm = keyof typeof forms;

/** An instant in words, in a region's time zone and the reader's language. */
export function formatInstant(at: InstantValue, form: InstantForm, timeZone: string, locale: string): string {
  // To the second it is evidence: 2026-11-23 01:47:05 in both languages, no day before month or the other way round.
  const words = form === "exact" ? "sv-SE" : locale;
  return new Intl.DateTimeFormat(words, { ...forms[form], timeZone }).format(new Date(at));
}

/** As `formatInstant`; a day of another year than the present one says its year. */
function formatNear(at: InstantValue, form: InstantForm, { timeZone, now }: ZoneProps, locale: string) {
  const present = now ?? Date.now();
  const yearOf = (it: InstantValue) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric" }).format(new Date(it));
  if ((form !== "date" && form !== "dateTime") || yearOf(at) === yearOf(present))
    return formatInstant(at, form, timeZone, locale);
  return new Intl.DateTimeFormat(locale, { ...forms[form], year: "numeric", timeZone }).format(new Date(at));
}

/** The calendar day of an instant in a zone, counted from 1970; only good for comparing days. */
function dayNumber(at: InstantValue, timeZone: string): number {
  const iso = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date(at));
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
}

/** Whether an instant is the midnight that ends the other's day. */
function isNextMidnight(from: InstantValue, to: InstantValue, timeZone: string): boolean {
  return (
    dayNumber(to, timeZone) === dayNumber(from, timeZone) + 1 &&
    formatInstant(to, "time", timeZone, "en") === "00:00"
  );
}

const nearDays = new Map([
  [-1, "yesterday"],
  [0, "today"],
  [1, "tomorrow"],
]);

interface ZoneProps {
  /** The region's zone, e.g. Asia/Shanghai. */
  timeZone: string;
  /** The present, so that days near it are called today or tomorrow; pass the server's, not the browser's. */
  now?: InstantValue;
  className?: string;
}

/** The words for the day of an instant: 今天 or 11月22日周日. */
function useDayWords(at: InstantValue, { timeZone, now }: ZoneProps): string {
  const locale = useLocale();
  const t = useTranslations("common.days");
  const near =
    now === undefined ? undefined : nearDays.get(dayNumber(at, timeZone) - dayNumber(now, timeZone));
  return near ? t(near) : formatNear(at, "date", { timeZone, now }, locale);
}

export interface InstantProps extends ZoneProps {
  at: InstantValue;
  form?: InstantForm;
}

/** One instant, readable by people and machines. */
export function Instant({ at, form = "dateTime", className, ...zone }: InstantProps) {
  const locale = useLocale();
  const day = useDayWords(at, zone);
  const isNear = zone.now !== undefined && (form === "dateTime" || form === "date");
  const time = form === "dateTime" ? ` ${formatInstant(at, "time", zone.timeZone, locale)}` : "";
  return (
    <time
      dateTime={new Date(at).toISOString()}
      className={classNames("whitespace-nowrap tabular-nums", className)}
    >
      {isNear ? `${day}${time}` : formatNear(at, form, zone, locale)}
    </time>
  );
}

/** A calendar day (`2027-09-19`), which belongs to no zone: 2027年9月19日. */
export function Day({ day }: { day: string }) {
  const locale = useLocale();
  return (
    <time dateTime={day} className="whitespace-nowrap tabular-nums">
      {formatInstant(`${day}T00:00:00Z`, "calendarDate", "UTC", locale)}
    </time>
  );
}

export interface TimeRangeProps extends ZoneProps {
  from: InstantValue;
  to: InstantValue;
  /** Only the hours; the day is said elsewhere. */
  withoutDay?: boolean;
}

/** From one instant to another: 今天 14:00–14:30; the second day is named only where it differs, a whole day as such. */
export function TimeRange({ from, to, withoutDay, className, ...zone }: TimeRangeProps) {
  const locale = useLocale();
  const t = useTranslations("common.days");
  const fromDay = useDayWords(from, zone);
  const toDay = useDayWords(to, zone);
  const hours = (at: InstantValue) => formatInstant(at, "time", zone.timeZone, locale);
  const start = withoutDay ? hours(from) : `${fromDay} ${hours(from)}`;
  const isMidnight = isNextMidnight(from, to, zone.timeZone);
  const end = isMidnight ? "24:00" : fromDay === toDay ? hours(to) : `${toDay} ${hours(to)}`;
  if (isMidnight && hours(from) === "00:00") {
    return (
      <time dateTime={new Date(from).toISOString()} className={className}>
        {t("whole", { day: fromDay })}
      </time>
    );
  }
  return (
    <span className={classNames("tabular-nums", className)}>
      <time dateTime={new Date(from).toISOString()} className="whitespace-nowrap">
        {start}
      </time>
      –<wbr />
      <time dateTime={new Date(to).toISOString()} className="whitespace-nowrap">
        {end}
      </time>
    </span>
  );
}
