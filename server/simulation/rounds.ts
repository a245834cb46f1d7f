import type { Context } from "@/server/context";
import { loggable } from "@/server/core/failure";
import { handle as learnTravel } from "@/server/jobs/learn-travel";
import { improveRegion, planTomorrow } from "@/server/services/dispatch/improve-plan";
import { keepPromises } from "@/server/services/dispatch/keep-promises";
import { sweepHolds } from "@/server/services/dispatch/release-hold";
import { sweepUnmatched } from "@/server/services/dispatch/sweep-unmatched";
import { sweepOffers } from "@/server/services/offer/expire-offer";
import { countFailure, minuteMs, platform, type Simulation } from "./simulation";

/** Jobs end holds and offers in time; the sweep finds what lost jobs left behind, and here hardly one is lost. */
const sweepMinutes = 60;
/** The worker looks every minute; here every other one. */
const rescueMinutes = 2;

/** A round by the clock; its failure is told and counted, and the next one tries again, as in the worker. */
function every(
  sim: Simulation,
  span: { from: number; until: number; minutes: number },
  name: string,
  round: (ctx: Context) => Promise<unknown>,
): void {
  const work = async () => {
    await round(sim.as(platform(name))).catch((error: unknown) => {
      console.error(`round ${name}`, loggable(error));
      countFailure(sim, `round ${name}`, error);
    });
  };
  for (let at = span.from; at <= span.until; at += span.minutes * minuteMs) sim.later(at, work);
}

/**
 * The worker's rounds at the simulated clock: what jobs left behind, driving times learnt every night, tomorrow's plan in the evening, and (where the policy
 * has it) continuous improvement at the region's own pace.
 */
export function startRounds(sim: Simulation, from: number, until: number): void {
  const sweeping = { from, until, minutes: sweepMinutes };
  every(sim, sweeping, "sweep", async (ctx) => {
    await sweepHolds(ctx);
    await sweepOffers(ctx);
    await sweepUnmatched(ctx);
  });
  every(sim, sweeping, "learn-travel", learnTravel);
  if (!sim.policy.improves) return;
  every(sim, { from, until, minutes: rescueMinutes }, "keep-promises", keepPromises);
  const clock = () => new Date(sim.now());
  const improving = { from, until, minutes: sim.settings.planning.improveEveryMinutes };
  every(sim, improving, "improve-plan", (ctx) => improveRegion(ctx, clock, "moves"));
  every(sim, improving, "plan-tomorrow", (ctx) => planTomorrow(ctx, clock, "moves"));
}
