import { accountRouter } from "@/server/routers/account";
import { adverseRouter } from "@/server/routers/adverse";
import { billingRouter } from "@/server/routers/billing";
import { complaintRouter } from "@/server/routers/complaint";
import { paymentRouter } from "@/server/routers/payment";
import { ratingRouter } from "@/server/routers/rating";
import { tripRouter } from "@/server/routers/trip";
import { createCaller, router } from "@/server/trpc";
import { adminRouter } from "./admin";
import { allocationRouter } from "./allocation";
import { bankRouter } from "./bank";
import { batchRouter } from "./batch";
import { bookingRouter } from "./booking";
import { breakGlassRouter } from "./break-glass";
import { cashRouter } from "./cash";
import { certificationRouter } from "./certification";
import { closeRouter } from "./close";
import { consentRouter } from "./consent";
import { dispatchRouter } from "./dispatch";
import { disputeRouter } from "./dispute";
import { emergencyRouter } from "./emergency";
import { erasureRouter } from "./erasure";
import { facilityRouter } from "./facility";
import { findingRouter } from "./finding";
import { fleetRouter, shiftRouter } from "./fleet";
import { hospitalAccountRouter } from "./hospital-account";
import { inspectionRouter } from "./inspection";
import { insuranceRouter } from "./insurance";
import { invoiceRouter } from "./invoice";
import { ledgerRouter } from "./ledger";
import { markingRouter } from "./marking";
import { noticeRouter } from "./notice";
import { offerRouter } from "./offer";
import { oversightRouter } from "./oversight";
import { patientRouter } from "./patient";
import { personalRouter } from "./personal";
import { planRouter } from "./plan";
import { quoteRouter } from "./quote";
import { recordRouter } from "./record";
import { regionRouter } from "./region";
import { reliefRouter } from "./relief";
import { repairRouter } from "./repair";
import { reportRouter } from "./report";
import { retentionRouter } from "./retention";
import { callbackRouter, reviewRouter } from "./review";
import { ruleRouter } from "./rule";
import { sampleRouter } from "./sample";
import { settlementRouter } from "./settlement";
import { subscriptionRouter } from "./subscription";
import { trainingRouter } from "./training";
import { travelRouter } from "./travel";

/** Every noun's router; a procedure's path is its verb in `core/access.ts`. */
export const appRouter = router({
  payment: paymentRouter,
  billing: billingRouter,
  insurance: insuranceRouter,
  ledger: ledgerRouter,
  settlement: settlementRouter,
  close: closeRouter,
  hospitalAccount: hospitalAccountRouter,
  subscription: subscriptionRouter,
  bank: bankRouter,
  cash: cashRouter,
  invoice: invoiceRouter,
  dispute: disputeRouter,
  offer: offerRouter,
  plan: planRouter,
  dispatch: dispatchRouter,
  repair: repairRouter,
  account: accountRouter,
  trip: tripRouter,
  travel: travelRouter,
  complaint: complaintRouter,
  rating: ratingRouter,
  adverse: adverseRouter,
  batch: batchRouter,
  booking: bookingRouter,
  breakGlass: breakGlassRouter,
  consent: consentRouter,
  retention: retentionRouter,
  erasure: erasureRouter,
  personal: personalRouter,
  certification: certificationRouter,
  marking: markingRouter,
  finding: findingRouter,
  fleet: fleetRouter,
  inspection: inspectionRouter,
  training: trainingRouter,
  shift: shiftRouter,
  admin: adminRouter,
  rule: ruleRouter,
  notice: noticeRouter,
  oversight: oversightRouter,
  record: recordRouter,
  sample: sampleRouter,
  report: reportRouter,
  allocation: allocationRouter,
  patient: patientRouter,
  review: reviewRouter,
  callback: callbackRouter,
  quote: quoteRouter,
  relief: reliefRouter,
  facility: facilityRouter,
  region: regionRouter,
  emergency: emergencyRouter,
});

export type AppRouter = typeof appRouter;
export const callerOf = createCaller(appRouter);
