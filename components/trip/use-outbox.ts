"use client";

import { useCallback, useState, useSyncExternalStore } from "react";
import { v7 as uuidv7 } from "uuid";
import type { CallFailure } from "@/components/api/domain-error";
import { useCrewFrame } from "./crew-context";
import { crewOutbox } from "./crew-outbox";
import { emptyState, type OutboxState } from "./outbox";
import type { Call, Entry, KeptFile } from "./outbox-entry";
import { lastFix } from "./own-position";

const subscribe = (listener: () => void) => crewOutbox().subscribe(listener);

/** What waits on this phone to be sent. */
export function useOutbox(): OutboxState {
  return useSyncExternalStore(
    subscribe,
    () => crewOutbox().state(),
    () => emptyState,
  );
}

/** What waits for one trip, oldest first. */
export function useKept(tripId: string): readonly Entry[] {
  return useOutbox().entries.filter((entry) => entry.tripId === tripId);
}

/** What this phone knows of one trip beyond what was last read: answered meanwhile, and still waiting. */
export function useSaid(tripId: string): readonly Entry[] {
  const { settled, entries } = useOutbox();
  return [...settled, ...entries].filter((entry) => entry.tripId === tripId);
}

/** The part that every event of the phone begins with: an id made here, when, and where if that is known. */
export function newEvent(tripId: string) {
  const fix = lastFix();
  return {
    eventId: uuidv7(),
    tripId,
    happenedAt: new Date().toISOString(),
    ...(fix ? { lat: fix.lat, lon: fix.lon } : {}),
  };
}

export interface Submission {
  busy: boolean;
  /** Why the server refused; what was typed is still there. */
  failure: CallFailure | null;
  /** True when it was answered or is kept; false when it was refused. */
  submit: (call: Call, files?: KeptFile[]) => Promise<boolean>;
}

/** Send one thing of a trip from a form. */
export function useSubmission(tripId: string): Submission {
  const { owner } = useCrewFrame();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const submit = useCallback(
    async (call: Call, files: KeptFile[] = []) => {
      setBusy(true);
      setFailure(null);
      const entry = { id: uuidv7(), owner, tripId, madeAt: Date.now(), call, files, failure: null };
      const outcome = await crewOutbox().send(entry);
      setBusy(false);
      if (outcome.kind === "refused") setFailure(outcome.failure);
      return outcome.kind !== "refused";
    },
    [owner, tripId],
  );
  return { busy, failure, submit };
}
