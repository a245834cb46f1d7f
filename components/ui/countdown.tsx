"use client";

import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { classNames } from "./class-names";

export interface CountdownProps {
  /** The instant it runs to, epoch milliseconds by the server's clock. */
  endsAt: number;
  /** Server's clock minus this device's, in milliseconds: phones are often minutes off. */
  serverOffsetMilliseconds?: number;
  /** From here on it turns urgent. */
  urgentSeconds?: number;
  /** What runs out, before the time. */
  label?: string;
  onEnd?: () => void;
  className?: string;
}

const announcedSeconds = new Set([300, 240, 180, 120, 60, 30, 10]);

/** Time that is left, to the second for the eye and at a few marks for the ear. */
export function Countdown(props: CountdownProps) {
  const { endsAt, urgentSeconds = 60, label, onEnd, className } = props;
  const t = useTranslations("common.countdown");
  const left = useSecondsLeft(endsAt, props.serverOffsetMilliseconds ?? 0, onEnd);
  const isUrgent = left !== undefined && left <= urgentSeconds;
  return (
    <span
      className={classNames(
        "inline-flex min-h-8 w-fit items-center gap-1.5 whitespace-nowrap rounded-full px-3 font-semibold",
        isUrgent ? "bg-late-soft text-late" : "bg-primary-soft text-primary",
        className,
      )}
    >
      <Timer aria-hidden="true" className="size-4.5" />
      {label ? <span>{label}</span> : null}
      <span role="timer" aria-live="off" className="min-w-12 tabular-nums">
        {left === undefined ? "–:––" : left > 0 ? clock(left) : t("over")}
      </span>
      <span aria-live="polite" className="sr-only">
        {left !== undefined && announcedSeconds.has(left)
          ? left >= 60
            ? t("minutesLeft", { minutes: left / 60 })
            : t("secondsLeft", { seconds: left })
          : null}
        {left === 0 ? t("over") : null}
      </span>
    </span>
  );
}

function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const padded = (value: number) => String(value).padStart(2, "0");
  return hours > 0
    ? `${hours}:${padded(minutes)}:${padded(seconds % 60)}`
    : `${minutes}:${padded(seconds % 60)}`;
}

/** Whole seconds left; undefined until the page runs in the browser, whose clock the server cannot know. */
function useSecondsLeft(endsAt: number, offsetMilliseconds: number, onEnd?: () => void): number | undefined {
  const [left, setLeft] = useState<number>();
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    const remaining = () => Math.max(0, Math.ceil((endsAt - offsetMilliseconds - Date.now()) / 1000));
    const tick = () => {
      const seconds = remaining();
      setLeft(seconds);
      if (seconds > 0) return;
      clearInterval(timer);
      latest.current?.();
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => clearInterval(timer);
  }, [endsAt, offsetMilliseconds]);
  return left;
}
