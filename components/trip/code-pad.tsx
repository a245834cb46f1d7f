"use client";

import { Delete } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { foldFullWidth } from "@/server/core/text-folding";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const key =
  "grid h-16 place-items-center rounded-lg border border-control bg-surface font-bold text-3xl text-ink tabular-nums active:bg-primary-soft aria-disabled:opacity-50";

interface CodePadProps {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  busy: boolean;
}

/** Four digits by thumb. The field itself takes a keyboard and pasting as well. */
export function CodePad({ label, value, onValueChange, busy }: CodePadProps) {
  const t = useTranslations("trip.board");
  const id = useId();
  const set = (next: string) => {
    if (!busy) onValueChange(foldFullWidth(next).replace(/\D/g, "").slice(0, 4));
  };
  return (
    <div className="grid gap-3">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => set(event.target.value)}
        // The keys below are the keyboard; a phone's own would cover them.
        inputMode="none"
        autoComplete="off"
        maxLength={4}
        aria-busy={busy || undefined}
        placeholder="····"
        className="h-20 w-full rounded-lg border-2 border-control bg-surface text-center font-bold text-4xl tabular-nums tracking-[0.6em] indent-[0.6em] placeholder:text-control"
      />
      <div className="grid grid-cols-3 gap-2.5">
        {digits.map((digit) => (
          <DigitKey key={digit} digit={digit} busy={busy} onPress={() => set(value + digit)} />
        ))}
        <button
          type="button"
          aria-disabled={busy || undefined}
          onClick={() => set("")}
          className={classNames(key, "text-lg! text-primary")}
        >
          {t("clear")}
        </button>
        <DigitKey digit="0" busy={busy} onPress={() => set(`${value}0`)} />
        <button
          type="button"
          aria-label={t("delete")}
          aria-disabled={busy || undefined}
          onClick={() => set(value.slice(0, -1))}
          className={key}
        >
          <Delete aria-hidden="true" className="size-8" />
        </button>
      </div>
    </div>
  );
}

function DigitKey({ digit, busy, onPress }: { digit: string; busy: boolean; onPress: () => void }) {
  return (
    <button type="button" aria-disabled={busy || undefined} onClick={onPress} className={key}>
      {digit}
    </button>
  );
}
