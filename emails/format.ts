import type { AppLocale } from "@/messages/routing";

/** An instant's parts as people in the region read them. */
function parts(locale: AppLocale, timeZone: string, at: Date): { day: string; time: string } {
  const day = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    timeZone,
    month: "long",
    day: "numeric",
    weekday: "short",
  });
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return { day: day.format(at), time: time.format(at) };
}

/** "3月2日周一 08:30", "Mon 2 March 08:30", by the region's clock. */
export function moment(locale: AppLocale, timeZone: string, at: Date): string {
  const { day, time } = parts(locale, timeZone, at);
  return `${day} ${time}`;
}

/** "3月2日周一 08:30–09:00"; the day is said twice only when it differs. */
export function span(locale: AppLocale, timeZone: string, from: Date, to: Date): string {
  const start = parts(locale, timeZone, from);
  const end = parts(locale, timeZone, to);
  const until = start.day === end.day ? end.time : `${end.day} ${end.time}`;
  return `${start.day} ${start.time}–${until}`;
}

/** A calendar date ("2026-03-02"), without any zone. */
export function calendarDay(locale: AppLocale, date: string): string {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    timeZone: "UTC",
    dateStyle: "long",
  });
  return format.format(Date.parse(`${date}T00:00:00Z`));
}
