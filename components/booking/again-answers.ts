import type { AgainView } from "@/server/core/booking-view";
import { type Answers, type Caller, noAnswers } from "./answers";

/** Who asks, as far as it was said; a hospital's booking leaves it open to whoever books now. */
function callerOf({ callerParty, relation }: AgainView): Caller | null {
  if (callerParty === "with_patient") return relation === "self" ? "self" : "with";
  return callerParty === "not_with_patient" ? "away" : null;
}

/** A form that begins with what an earlier booking asked for: no day, no answers about the patient's state, no draft. */
export function answersAgain(view: AgainView): Answers {
  return {
    ...noAnswers,
    caller: callerOf(view),
    mobility: view.mobility,
    weightKg: view.mobility === "bariatric_stretcher" && view.weightKg ? String(view.weightKg) : "",
    from: { ...view.from, hint: "" },
    to: { ...view.to, hint: "" },
    extras: view.extras,
  };
}
