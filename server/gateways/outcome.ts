import { DomainError } from "@/server/core/domain-error";
import type { OutsideSystem } from "@/server/core/system";

/** How the last call of a system in this process ended. */
export interface Outcome {
  isUp: boolean;
  /** Epoch milliseconds. */
  at: number;
  failures: number;
  detail: string | null;
}

const kept = globalThis as { anzhuanOutcomes?: Map<OutsideSystem, Outcome> };
kept.anzhuanOutcomes ??= new Map();
const outcomes = kept.anzhuanOutcomes;

/** Write down how a call ended, for whoever keeps the systems' states (services/system). */
export function keepOutcome(system: OutsideSystem, isUp: boolean, detail: string | null = null): void {
  const failures = isUp ? 0 : (outcomes.get(system)?.failures ?? 0) + 1;
  outcomes.set(system, { isUp, at: Date.now(), failures, detail });
}

/** Take what was written down since the last time. */
export function takeOutcomes(): Map<OutsideSystem, Outcome> {
  const taken = new Map(outcomes);
  outcomes.clear();
  return taken;
}

/** Nothing was asked of it: it is not connected at all. */
const isUnset = (error: unknown) => error instanceof DomainError && error.key.endsWith("not_configured");
/** The other side is there: it understood, and said no. */
const isAnswer = (error: unknown) => error instanceof DomainError && error.code !== "unavailable";

/** Run a call to an outside system and write down whether it is there. */
export async function noteOutcome<T>(system: OutsideSystem, call: () => Promise<T>): Promise<T> {
  try {
    const result = await call();
    keepOutcome(system, true);
    return result;
  } catch (error) {
    if (isAnswer(error)) keepOutcome(system, true);
    else if (!isUnset(error)) keepOutcome(system, false, error instanceof DomainError ? error.key : null);
    throw error;
  }
}
