import {
  addPaperInput,
  certificationOf,
  certificationQueueInput,
  certificationRef,
  checkPaperInput,
  decideCertificationInput,
  inspectInput,
  supplyInput,
} from "@/server/core/certification-input";
import { verifyInput } from "@/server/core/verify-input";
import { applyForCertification } from "@/server/services/certification/apply";
import { auditCertification, standardChecks } from "@/server/services/certification/audit";
import { decideCertification } from "@/server/services/certification/decide";
import { getCertification } from "@/server/services/certification/get";
import { lendingPatterns } from "@/server/services/certification/lending";
import { listCertifications } from "@/server/services/certification/list";
import { addPaper, checkPaper } from "@/server/services/certification/papers";
import { inspectOnSite } from "@/server/services/certification/site-inspection";
import { supplyCertification } from "@/server/services/certification/supply";
import { verifyVehicle } from "@/server/services/marking/verify";
import { procedure, router } from "@/server/trpc";

export const certificationRouter = router({
  verify: procedure("certification.verify")
    .input(verifyInput)
    .query(({ ctx, input }) => verifyVehicle(ctx, input)),
  list: procedure("certification.list")
    .input(certificationQueueInput)
    .query(({ ctx, input }) => listCertifications(ctx, input)),
  get: procedure("certification.get")
    .input(certificationRef)
    .query(({ ctx, input }) => getCertification(ctx, input)),
  request: procedure("certification.request")
    .input(certificationOf)
    .mutation(({ ctx, input }) => applyForCertification(ctx, input)),
  addPaper: procedure("certification.addPaper")
    .input(addPaperInput)
    .mutation(({ ctx, input }) => addPaper(ctx, input)),
  supply: procedure("certification.supply")
    .input(supplyInput)
    .mutation(({ ctx, input }) => supplyCertification(ctx, input)),
  checkPaper: procedure("certification.checkPaper")
    .input(checkPaperInput)
    .mutation(({ ctx, input }) => checkPaper(ctx, input)),
  decide: procedure("certification.decide")
    .input(decideCertificationInput)
    .mutation(({ ctx, input }) => decideCertification(ctx, input)),
  inspect: procedure("certification.inspect")
    .input(inspectInput)
    .mutation(({ ctx, input }) => inspectOnSite(ctx, input)),
  patterns: procedure("certification.patterns").query(({ ctx }) => lendingPatterns(ctx)),
  audit: procedure("certification.audit")
    .input(certificationRef)
    .mutation(({ ctx, input }) => auditCertification(ctx, input)),
  checks: procedure("certification.checks")
    .input(certificationRef)
    .query(({ ctx, input }) => standardChecks(ctx, input)),
});
