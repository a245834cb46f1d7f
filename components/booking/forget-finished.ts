"use client";

import { useEffect } from "react";
import { useChosenSlot } from "@/components/slot/chosen-slot";
import { useAnswers, useIdentity } from "./answers";

/**
 * Put away the answers that became this booking: names and health go, both places stay for the next time. Done where the
 * booking stands, not where it was sent from, so that a lost connection in between loses nothing.
 */
export function useForgetFinished(regionId: string, bookingId: string): void {
  const { value, set } = useAnswers(regionId);
  const { forget: forgetPeople } = useIdentity(regionId);
  const { forget: forgetSlot } = useChosenSlot(regionId);
  const isFinished = value.draft?.bookingId === bookingId;
  useEffect(() => {
    if (!isFinished) return;
    set({ caller: null, draft: null, triage: {}, when: null, isComplete: false, callerPhone: "" });
    forgetPeople();
    forgetSlot();
  }, [isFinished, set, forgetPeople, forgetSlot]);
}
