import type { ReviewRecord } from "@/components/api/outputs";
import type { CareNeed, Isolation, ServiceLevel } from "@/server/core/patient";
import type { DecideReviewInput } from "@/server/core/review-input";

/** What the form holds. Grade I cannot be chosen: it never travels here. */
export interface Decision {
  decision: "ride" | "handoff_120";
  serviceLevel: ServiceLevel;
  grade: "II" | "III";
  isolation: Isolation;
  care: CareNeed[];
  note: string;
}

/** The form begins with what the answers say; care makes it a care transfer. */
export function decisionOf({ suggestion, extras }: ReviewRecord): Decision {
  const needsCare = suggestion.care.length > 0 || extras.oxygen || extras.suction;
  return {
    decision: "ride",
    serviceLevel: needsCare ? "care_transfer" : "accessible_ride",
    grade: "III",
    isolation: suggestion.isolation,
    care: suggestion.care,
    note: "",
  };
}

/** The ride's part as the server takes it: an ordinary ride has neither grade nor care. */
export function rideOf({ serviceLevel, grade, isolation, care }: Decision) {
  const isCare = serviceLevel === "care_transfer";
  return { serviceLevel, grade: isCare ? grade : null, isolation, care: isCare ? care : [] };
}

/** The whole decision as the server takes it. */
export function inputOf(reviewId: string, decision: Decision, licenceNumber: string): DecideReviewInput {
  const { note } = decision;
  if (decision.decision === "handoff_120") return { decision: "handoff_120", reviewId, licenceNumber, note };
  return { decision: "ride", reviewId, ...rideOf(decision), classes: [], licenceNumber, note };
}
