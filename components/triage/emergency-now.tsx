"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/api/provider";
import { type Answers, type BookingRegion, draftRef } from "@/components/booking/answers";
import { goToStep } from "@/components/booking/go-to-step";
import type { Kept } from "@/components/booking/kept";
import { useAssess } from "@/components/booking/use-assess";
import type { EmergencyView } from "@/server/core/booking-view";
import { EmergencyScreen } from "./emergency-screen";

/** How often the family's screen asks whether 120 has taken the record. */
export const emergencyPollMilliseconds = 5_000;

/** The record as it came back, and then as it stands: whether 120 has taken it is what the family waits for. */
function useRecord(answers: Kept<Answers>, made: EmergencyView | null): EmergencyView | null {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.booking.draft.queryOptions(draftRef(answers.value.draft)),
    enabled: made !== null,
    refetchInterval: emergencyPollMilliseconds,
  });
  if (!made || !data?.emergency) return made;
  return { ...data.emergency, callBackBy: made.callBackBy ?? data.emergency.callBackBy };
}

/** A red flag in this browser: the call comes first, the record is made behind it, whatever the network does. */
export function EmergencyNow({ answers, region }: { answers: Kept<Answers>; region: BookingRegion }) {
  const { send, data, error, isBusy } = useAssess(answers, region);
  const emergency = useRecord(answers, data?.emergency ?? null);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    send().catch(() => undefined);
  });
  return (
    <EmergencyScreen
      region={region}
      emergency={emergency}
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
