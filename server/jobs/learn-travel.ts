import type { Context } from "@/server/context";
import { adoptTravel } from "@/server/services/plan/adopt-travel";
import { learnTravel } from "@/server/services/plan/learn-travel";

/** Learn driving times once a night, and let the days to come be planned by them; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await learnTravel(ctx);
  await adoptTravel(ctx);
}
