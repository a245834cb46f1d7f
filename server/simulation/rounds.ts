import { improveRegion, planTomorrow } from "@/server/services/dispatch/improve-plan";
import { sweepHolds } from "@/server/services/dispatch/release-hold";
import { sweepUnmatched } from "@/server/services/dispatch/sweep-unmatched";
import { sweepOffers } from "@/server/services/offer/expire-offer";
import { minuteMs, platform, type Simulation } from "./simulation";

const sweepMinutes = 10;

function every(
  sim: Simulation,
  from: number,
  until: number,
  minutes: number,
  work: () => Promise<void>,
): void {
  for (let at = from; at <= until; at += minutes * minuteMs) sim.later(at, work);
}

/**
 * The worker's rounds at the simulated clock: what jobs left behind, tomorrow's plan in the evening, and (where the policy
 * has it) continuous improvement at the region's own pace.
 */
export function startRounds(sim: Simulation, from: number, until: number): void {
  every(sim, from, until, sweepMinutes, async () => {
    const ctx = sim.as(platform("sweep"));
    await sweepHolds(ctx);
    await sweepOffers(ctx);
    await sweepUnmatched(ctx);
  });
  if (!sim.policy.improves) return;
  const clock = () => new Date(sim.now());
  const { improveEveryMinutes } = sim.settings.planning;
  every(sim, from, until, improveEveryMinutes, async () => {
    await improveRegion(sim.as(platform("improve-plan")), clock);
    await planTomorrow(sim.as(platform("plan-tomorrow")), clock);
  });
}
