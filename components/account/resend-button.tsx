"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

interface ResendButtonProps {
  /** From when on, epoch milliseconds by this device's clock. */
  availableAt: number;
  label: string;
  waitingLabel: (seconds: number) => string;
  onResend: () => void;
  busy: boolean;
}

/** Ask once more, after a pause that it counts down itself. */
export function ResendButton({ availableAt, label, waitingLabel, onResend, busy }: ResendButtonProps) {
  const left = useSecondsUntil(availableAt);
  const isWaiting = left > 0;
  return (
    <Button
      variant="quiet"
      aria-disabled={isWaiting || undefined}
      loading={busy}
      onClick={isWaiting ? undefined : onResend}
      className="tabular-nums"
    >
      {isWaiting ? waitingLabel(left) : label}
    </Button>
  );
}

function useSecondsUntil(instant: number): number {
  const [left, setLeft] = useState(() => secondsUntil(instant));
  useEffect(() => {
    setLeft(secondsUntil(instant));
    const timer = setInterval(() => setLeft(secondsUntil(instant)), 500);
    return () => clearInterval(timer);
  }, [instant]);
  return left;
}

const secondsUntil = (instant: number) => Math.max(0, Math.ceil((instant - Date.now()) / 1000));
