import { z } from "zod";
import {
  certificationMove,
  certificationStatuses,
  certificationSubject,
  inspectionOutcome,
} from "./certification";
import { fewest } from "./said";
import { paperKind } from "./standard/facts";

/** Whose certification is meant. */
export const certificationOf = z.object({ subject: certificationSubject, subjectId: z.uuid() });

export const certificationRef = z.object({ certificationId: z.uuid() });

export const certificationQueueInput = z.object({
  subject: certificationSubject.optional(),
  status: z.enum(certificationStatuses).optional(),
  /** Only what lapses within so many days. */
  lapsingWithinDays: z.number().int().min(0).max(365).optional(),
});
export type CertificationQueueInput = z.infer<typeof certificationQueueInput>;

/** One paper handed in: number and last good day as printed on it; the file was put before (`file.put`). */
export const addPaperInput = certificationRef.extend({
  kind: paperKind,
  number: z.string().trim().min(1, { error: "certification.paper_number" }).max(60),
  issuedOn: z.iso.date().nullable().default(null),
  expiresOn: z.iso.date().nullable().default(null),
  fileId: z.uuid().nullable().default(null),
});
export type AddPaperInput = z.infer<typeof addPaperInput>;

export const checkPaperInput = z.object({ paperId: z.uuid(), checked: z.boolean() });
export type CheckPaperInput = z.infer<typeof checkPaperInput>;

/** What the operator answers when more was asked for. */
export const supplyInput = certificationRef.extend({
  answer: z.string().trim().min(fewest.words, { error: "certification.answer_missing" }).max(500),
});
export type SupplyInput = z.infer<typeof supplyInput>;

export const inspectionPhotosAtMost = 12;

/** A visit on site; the photos were put before (`file.put`, as evidence). */
export const inspectInput = certificationRef.extend({
  /** Day of the visit, region's calendar; not after today. */
  inspectedOn: z.iso.date(),
  outcome: inspectionOutcome,
  findings: z.string().trim().min(fewest.words, { error: "certification.findings_missing" }).max(2000),
  /** Last day to put right what was found; with `remedy` only. */
  remedyBy: z.iso.date().nullable().default(null),
  fileIds: z.array(z.uuid()).min(1, { error: "certification.photos_missing" }).max(inspectionPhotosAtMost),
});
export type InspectInput = z.infer<typeof inspectInput>;

/** A decision of the reviewer; `validUntil` is the last good day of a grant. */
export const decideCertificationInput = certificationRef.extend({
  move: certificationMove,
  reason: z.string().trim().max(500).nullable().default(null),
  conditions: z.string().trim().max(500).nullable().default(null),
  /** Whoever looks the vehicle up reads the conditions too. */
  conditionsPublic: z.boolean().default(false),
  validUntil: z.iso.date().nullable().default(null),
});
export type DecideCertificationInput = z.infer<typeof decideCertificationInput>;
