import { and, asc, eq } from "drizzle-orm";
import { assessment, review } from "@/db/schema/triage";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { maskName, maskPhone } from "@/server/core/masking";
import { careNeeds, isolation } from "@/server/core/patient";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { rowViews } from "@/server/services/booking/list";
import { openFrom, visibleBooking } from "@/server/services/booking/row";
import { ruleById } from "@/server/services/rule";
import { reviewNote } from "@/server/services/triage";

/** One review as the clinician may see it. @throws DomainError not_found */
export async function findReview(tx: Tx, id: string) {
  const [row] = await tx.db
    .select()
    .from(review)
    .where(and(eq(review.regionId, tx.region.id), eq(review.id, id)));
  if (!row) throw new DomainError("not_found", "review.not_found");
  return row;
}

async function assessmentsOf(tx: Tx, bookingId: string) {
  const rows = await tx.db
    .select()
    .from(assessment)
    .where(and(eq(assessment.regionId, tx.region.id), eq(assessment.bookingId, bookingId)))
    .orderBy(asc(assessment.createdAt));
  return Promise.all(
    rows.map(async ({ id, answers, outcome, grade, result, decidedBy, createdAt, ruleVersionId }) => {
      const rule = await ruleById(tx, "triage", ruleVersionId);
      return {
        id,
        answers,
        outcome,
        grade,
        result,
        decidedBy,
        createdAt,
        rule: rule.view,
        questions: rule.content.questions,
      };
    }),
  );
}

type Assessments = Awaited<ReturnType<typeof assessmentsOf>>;

/** What the caller's answers already say about care and isolation: the form begins with it. */
function suggestionOf(assessments: Assessments) {
  const result = assessments.at(-1)?.result ?? {};
  const needs = (result.needs ?? {}) as Record<string, boolean>;
  const apart = isolation.safeParse(result.isolation);
  return {
    care: careNeeds.filter((need) => needs[need]),
    isolation: apart.success ? apart.data : ("none" as const),
  };
}

/** Everything the clinician needs to decide: the patient's state, every answer with its question, the way. Audited. */
export async function getReview(ctx: Context, input: { reviewId: string }) {
  return inTransaction(ctx, async (tx) => {
    const row = await findReview(tx, input.reviewId);
    const its = await visibleBooking(tx, { bookingId: row.bookingId });
    const [view] = await asPlatform(tx, (p) => rowViews(p, [its]));
    if (!view) throw new DomainError("not_found", "review.not_found");
    const name = openFrom(tx, "patient_name", its.patientNameSealed);
    const phone = openFrom(tx, "booker_phone", its.bookerPhoneSealed);
    const {
      distanceMetres,
      rideSeconds,
      extras,
      callerParty,
      patientBirthYear,
      patientWeightKg,
      patientSex,
    } = its;
    await writeAudit(tx, { verb: "review.get", noun: "review", nounId: row.id, bookingId: row.bookingId });
    const assessments = await assessmentsOf(tx, row.bookingId);
    const me = accountIdOf(tx);
    const { noteSealed: _sealed, ...open } = row;
    return {
      ...open,
      note: reviewNote(tx, row),
      taken: row.takenBy === null ? null : row.takenBy === me ? ("me" as const) : ("other" as const),
      suggestion: suggestionOf(assessments),
      booking: view,
      patient: {
        name: name && maskName(name),
        birthYear: patientBirthYear,
        weightKg: patientWeightKg,
        sex: patientSex,
        mobility: its.mobility,
      },
      caller: { party: callerParty, relation: its.bookerRelation, phone: phone && maskPhone(phone) },
      way: { distanceMetres, rideSeconds },
      extras,
      assessments,
    };
  });
}
