import { useLocale } from "next-intl";
import { formatInstant, Instant, type InstantValue } from "@/components/ui/instant";

interface DeadlineProps {
  at: Date;
  timeZone: string;
  /** The present: days near it are called today or tomorrow. */
  now?: InstantValue;
}

/** By when something is due; the midnight that ends a day is said as 24:00 of that day, not as the next day. */
export function Deadline({ at, timeZone, now }: DeadlineProps) {
  const locale = useLocale();
  if (formatInstant(at, "time", timeZone, locale) !== "00:00")
    return <Instant at={at} timeZone={timeZone} now={now} />;
  return (
    <span className="whitespace-nowrap">
      <Instant at={at.getTime() - 1} form="date" timeZone={timeZone} now={now} /> 24:00
    </span>
  );
}
