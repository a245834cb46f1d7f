import { orgId } from "@/db/seed/city/organizations";
import { careNeeds } from "@/server/core/patient";
import { diceFor } from "@/server/core/simulation/dice";
import type { Assessment } from "@/server/core/triage";
import { decideReview } from "@/server/services/review/decide";
import { attempt, type Course, member, type Simulation } from "./simulation";

/** A number of the demonstration's: nobody's licence. */
const licenceNumber = "110331000009999";

async function openReview(
  sim: Simulation,
  bookingId: string,
): Promise<{ id: string; dueAt: Date } | undefined> {
  const [row] = await sim.owner<{ id: string; dueAt: Date }[]>`
    SELECT id, due_at AS "dueAt" FROM review
    WHERE region_id = ${sim.region.id} AND booking_id = ${bookingId} AND status = 'open'`;
  return row;
}

/**
 * What the questions cannot decide waits for a clinician, who lets the patient travel as a care transfer of grade III within
 * the region's time, one to thirteen minutes before it is due (assumed); `then` goes on with the booking.
 */
export async function awaitClinician(
  sim: Simulation,
  course: Course,
  about: { bookingId: string; assessment: Pick<Assessment, "isolation" | "needs"> },
  then: () => Promise<void>,
): Promise<void> {
  const found = await openReview(sim, about.bookingId);
  if (!found) throw new Error(`Booking ${about.bookingId} has no open review`);
  const beforeMs = 60_000 * (1 + diceFor(sim.seed, `clinician/${course.request.key}`).uniform() * 12);
  const { isolation, needs } = about.assessment;
  sim.later(Math.round(found.dueAt.getTime() - beforeMs), async () => {
    const ctx = sim.as(member(sim, "clinician", orgId(sim.region.id, "call-centre")));
    const decided = await attempt(sim, "review.decide", () =>
      decideReview(ctx, {
        reviewId: found.id,
        decision: "ride",
        serviceLevel: "care_transfer",
        grade: "III",
        isolation,
        care: careNeeds.filter((need) => needs[need]),
        classes: [],
        licenceNumber,
        note: "",
      }),
    );
    if ("done" in decided) return then();
    Object.assign(course, { end: "refused", refusedBy: decided.refused });
  });
}
