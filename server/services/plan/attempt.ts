import { sqlState } from "@/db/sqlstate";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type DayPlan, dayPlan } from "./day";
import { UnmeasuredPlace } from "./problem";
import { StalePlan } from "./route";

const attempts = 6;

/** Two transactions met, or the plan moved on between reading and writing: worth another try. */
const passing = (error: unknown): boolean =>
  error instanceof StalePlan ||
  error instanceof UnmeasuredPlace ||
  ["40001", "40P01"].includes(sqlState(error) ?? "");

/**
 * Do work that writes a plan: the day is read and measured first, then `work` opens its transaction. When the plan has
 * moved on meanwhile, all is done again. Throws `unavailable` when it never comes to rest.
 */
export async function withDay<T>(
  ctx: Context,
  day: string,
  bookingIds: string[],
  work: (plan: DayPlan) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const plan = await dayPlan(ctx, day, bookingIds);
    try {
      return await work(plan);
    } catch (error) {
      if (!passing(error)) throw error;
    }
  }
  throw new DomainError("unavailable", "dispatch.busy");
}
