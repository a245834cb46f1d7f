"use client";

import { useEffect, useRef } from "react";
import type { Answers, BookingRegion } from "@/components/booking/answers";
import { goToStep } from "@/components/booking/go-to-step";
import type { Kept } from "@/components/booking/kept";
import { useAssess } from "@/components/booking/use-assess";
import { EmergencyScreen } from "./emergency-screen";

/** A red flag in this browser: the call comes first, the record is made behind it, whatever the network does. */
export function EmergencyNow({ answers, region }: { answers: Kept<Answers>; region: BookingRegion }) {
  const { send, data, error, isBusy } = useAssess(answers, region);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    send().catch(() => undefined);
  });
  return (
    <EmergencyScreen
      region={region}
      emergency={data?.emergency ?? null}
      reasons={data?.reasons ?? []}
      error={error}
      isBusy={isBusy}
      phone={answers.value.callerPhone}
      onPhone={(callerPhone) => void send({ callerPhone }).catch(() => undefined)}
      onRetry={() => void send().catch(() => undefined)}
      onBack={() => goToStep("condition")}
    />
  );
}
