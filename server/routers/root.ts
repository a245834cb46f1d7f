import { createCaller, router } from "@/server/trpc";
import { bookingRouter } from "./booking";
import { emergencyRouter } from "./emergency";
import { facilityRouter } from "./facility";
import { quoteRouter } from "./quote";
import { regionRouter } from "./region";

/** Every noun's router; a procedure's path is its verb in `core/access.ts`. */
export const appRouter = router({
  booking: bookingRouter,
  quote: quoteRouter,
  facility: facilityRouter,
  region: regionRouter,
  emergency: emergencyRouter,
});

export type AppRouter = typeof appRouter;
export const callerOf = createCaller(appRouter);
