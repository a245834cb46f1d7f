import type { CallFailure } from "@/components/api/domain-error";
import type { Entry } from "./outbox-entry";
import type { OutboxStore } from "./outbox-store";

/** How an entry fared at once: answered, kept for later, or refused (and then not kept: the form still has it). */
export type Outcome = { kind: "sent" } | { kind: "kept" } | { kind: "refused"; failure: CallFailure };

export interface OutboxState {
  /** What is kept, oldest first; refused ones carry their failure. */
  entries: readonly Entry[];
  /**
   * What was answered since this page was opened. The trip as last read may be older: without these its status would jump
   * back for a moment, under a thumb that presses.
   */
  settled: readonly Entry[];
  sending: boolean;
  /** Why the last try got no answer: no network, or a session that ran out. */
  hindrance: CallFailure | null;
}

interface Parts {
  store: OutboxStore;
  send: (entry: Entry) => Promise<CallFailure | null>;
  mayPass: (failure: CallFailure) => boolean;
  /** Try again in so many milliseconds. */
  later: (work: () => void, milliseconds: number) => void;
}

/** More than a shift of trips holds. */
const mostSettled = 200;
const pauses = [3_000, 6_000, 15_000, 30_000, 60_000];
export const emptyState: OutboxState = {
  entries: [],
  settled: [],
  sending: false,
  hindrance: null,
};

export interface Outbox {
  state: () => OutboxState;
  subscribe: (listener: () => void) => () => void;
  /** Read what an earlier page kept for this membership, and try to send it. */
  open: (owner: string) => Promise<void>;
  send: (entry: Entry) => Promise<Outcome>;
  /** Try everything that waits now. */
  flush: () => Promise<void>;
  /** Take a refused entry off the list, once read. */
  discard: (id: string) => Promise<void>;
}

/** Entries in order, each kept on the phone before it is sent and until it is answered. */
export function makeOutbox({ store, send, mayPass, later }: Parts): Outbox {
  let state = emptyState;
  let failures = 0;
  let working: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const firstTries = new Map<string, (outcome: Outcome) => void>();

  const set = (next: Partial<OutboxState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const without = (id: string) => state.entries.filter((entry) => entry.id !== id);
  const tell = (id: string, outcome: Outcome) => {
    firstTries.get(id)?.(outcome);
    firstTries.delete(id);
  };

  async function refuse(entry: Entry, failure: CallFailure): Promise<void> {
    if (firstTries.has(entry.id)) {
      await store.remove(entry.id);
      set({ entries: without(entry.id) });
      return tell(entry.id, { kind: "refused", failure });
    }
    const refused = { ...entry, failure };
    await store.put(refused);
    set({ entries: state.entries.map((each) => (each.id === entry.id ? refused : each)) });
  }

  /** One entry; false: nothing gets through now. */
  async function attempt(entry: Entry): Promise<boolean> {
    const failure = await send(entry);
    if (failure && mayPass(failure)) {
      set({ hindrance: failure });
      return false;
    }
    if (failure) {
      await refuse(entry, failure);
    } else {
      await store.remove(entry.id);
      set({ entries: without(entry.id), settled: [...state.settled.slice(-mostSettled), entry] });
      tell(entry.id, { kind: "sent" });
    }
    return true;
  }

  async function work(): Promise<void> {
    set({ sending: true });
    for (;;) {
      const next = state.entries.find((entry) => !entry.failure);
      if (!next) break;
      if (await attempt(next)) {
        failures = 0;
        set({ hindrance: null });
        continue;
      }
      for (const id of [...firstTries.keys()]) tell(id, { kind: "kept" });
      later(() => void flush(), pauses[Math.min(failures, pauses.length - 1)] ?? 60_000);
      failures += 1;
      break;
    }
    set({ sending: false });
  }

  function flush(): Promise<void> {
    working ??= work().finally(() => {
      working = null;
    });
    return working;
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: async (owner) => {
      const kept = (await store.all()).filter((entry) => entry.owner === owner);
      const known = new Set(kept.map((entry) => entry.id));
      const young = state.entries.filter((entry) => entry.owner === owner && !known.has(entry.id));
      set({ entries: [...kept, ...young].sort((a, b) => a.madeAt - b.madeAt) });
      await flush();
    },
    send: async (entry) => {
      await store.put(entry);
      set({ entries: [...state.entries, entry] });
      const outcome = new Promise<Outcome>((resolve) => firstTries.set(entry.id, resolve));
      // A round under way may be past this entry's place: go once more after it.
      void flush().then(() => (firstTries.has(entry.id) ? flush() : undefined));
      return outcome;
    },
    flush,
    discard: async (id) => {
      await store.remove(id);
      set({ entries: without(id) });
    },
  };
}
