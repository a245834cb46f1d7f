"use client";

import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

const holdMilliseconds = 700;

const looks = {
  primary: "bg-primary text-white [--fill:#06323b]",
  danger: "bg-danger text-white [--fill:#4d0b25]",
};

export interface HoldButtonProps {
  /** The deed in words: 出发. */
  label: string;
  icon?: ReactNode;
  tone?: keyof typeof looks;
  busy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
}

/**
 * A deed that a pocket or a bump must not do: a finger holds it for 0.7 s. Keyboards and screen readers, which cannot hold,
 * are asked in a dialog instead.
 */
export function HoldButton({ label, icon, tone = "primary", busy, disabled, onConfirm }: HoldButtonProps) {
  const t = useTranslations("trip.hold");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isHeld, setHeld] = useState(false);
  const [wasShort, setShort] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const isOff = busy || disabled;
  useEffect(() => () => clearTimeout(timer.current), []);
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    if (isOff || event.button !== 0) return;
    setShort(false);
    setHeld(true);
    timer.current = setTimeout(() => {
      setHeld(false);
      navigator.vibrate?.(60);
      onConfirm();
    }, holdMilliseconds);
  };
  const release = (isTap: boolean) => {
    if (!isHeld) return;
    clearTimeout(timer.current);
    setHeld(false);
    setShort(isTap);
  };
  const click = (event: MouseEvent) => {
    // A click without a pointer comes from a keyboard or a screen reader.
    if (event.detail === 0 && !isOff) setAsking(true);
  };
  return (
    <div className="grid gap-1">
      <button
        type="button"
        aria-disabled={isOff || undefined}
        aria-busy={busy || undefined}
        aria-description={t("how")}
        onPointerDown={press}
        onPointerUp={() => release(true)}
        onPointerLeave={() => release(false)}
        onPointerCancel={() => release(false)}
        onContextMenu={(event) => event.preventDefault()}
        onClick={click}
        className={classNames(
          "relative min-h-18 w-full touch-none select-none overflow-hidden rounded-lg px-5 font-bold text-2xl aria-disabled:opacity-60",
          looks[tone],
        )}
      >
        <span
          aria-hidden="true"
          className="absolute inset-y-0 start-0 bg-(--fill)"
          style={{
            width: isHeld ? "100%" : "0%",
            transition: isHeld ? `width ${holdMilliseconds}ms linear` : "none",
          }}
        />
        <span className="relative inline-flex items-center gap-3 [&_svg]:size-7">
          {icon}
          {label}
        </span>
      </button>
      <p
        role="status"
        className="flex items-center justify-center gap-1.5 text-center text-base text-ink-soft"
      >
        <Hand aria-hidden="true" className="size-4.5" />
        {t(busy ? "working" : wasShort ? "longer" : "how")}
      </p>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("ask", { deed: label })}
        confirmLabel={label}
        tone={tone}
        onConfirm={() => {
          setAsking(false);
          onConfirm();
        }}
      />
    </div>
  );
}
