import { paymentRouter } from "@/server/routers/payment";
import { billingRouter } from "@/server/routers/billing";
import { accountRouter } from "@/server/routers/account";
import { adverseRouter } from "@/server/routers/adverse";
import { complaintRouter } from "@/server/routers/complaint";
import { tripRouter } from "@/server/routers/trip";
import { createCaller, router } from "@/server/trpc";
import { bookingRouter } from "./booking";
import { certificationRouter } from "./certification";
import { dispatchRouter } from "./dispatch";
import { emergencyRouter } from "./emergency";
import { facilityRouter } from "./facility";
import { fleetRouter, shiftRouter } from "./fleet";
import { offerRouter } from "./offer";
import { quoteRouter } from "./quote";
import { regionRouter } from "./region";

/** Every noun's router; a procedure's path is its verb in `core/access.ts`. */
export const appRouter = router({
  payment: paymentRouter,
  billing: billingRouter,
  offer: offerRouter,
  dispatch: dispatchRouter,
  account: accountRouter,
  trip: tripRouter,
  complaint: complaintRouter,
  adverse: adverseRouter,
  booking: bookingRouter,
  certification: certificationRouter,
  fleet: fleetRouter,
  shift: shiftRouter,
  quote: quoteRouter,
  facility: facilityRouter,
  region: regionRouter,
  emergency: emergencyRouter,
});

export type AppRouter = typeof appRouter;
export const callerOf = createCaller(appRouter);
