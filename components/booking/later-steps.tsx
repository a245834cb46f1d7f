"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { setBearing } from "@/components/api/link";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { EndStep } from "@/components/place/end-step";
import { TriageStep, triageSetStaleMs } from "@/components/triage/triage-step";
import { answerSteps, furthestStep, type Step, steps } from "./answers";
import type { LaterStepsProps } from "./booking-flow";
import { CodeStep } from "./code-step";
import { DetailsStep } from "./details-step";
import { ExtrasStep } from "./extras-step";
import { goToStep, replaceStep } from "./go-to-step";
import { ResultStep } from "./result-step";
import { WhenStep } from "./when-step";

/** Everything after the first question, with the data layer. */
export function LaterSteps(props: LaterStepsProps) {
  const { answers, region } = props;
  const token = answers.value.draft?.token ?? undefined;
  // The transport reads it with each call; a draft that was given up must not be carried on.
  setBearing({ region: region.id, bookingToken: token, manageToken: undefined });
  return (
    <ApiProvider region={region.id} bookingToken={token}>
      <AllowedStep {...props} />
    </ApiProvider>
  );
}

/** A step whose earlier questions are open leads to the first of them. */
function AllowedStep({ step, region, answers }: LaterStepsProps) {
  // Asked for from the second step on, so that the questions are there when they are come to, network or not.
  useQuery({ ...useTRPC().booking.triageSet.queryOptions(), staleTime: triageSetStaleMs });
  const furthest = furthestStep(answers.value);
  const isAhead = steps.indexOf(step) > steps.indexOf(furthest);
  useEffect(() => {
    if (isAhead) replaceStep(furthest);
  }, [isAhead, furthest]);
  if (isAhead) return null;
  return <StepScreen key={step} step={step} region={region} answers={answers} />;
}

const following = (step: Step): Step =>
  answerSteps[(answerSteps as readonly Step[]).indexOf(step) + 1] ?? "result";

function StepScreen({ step, region, answers }: LaterStepsProps) {
  const onNext = () => goToStep(following(step));
  switch (step) {
    case "from":
    case "to":
      return <EndStep end={step} region={region} answers={answers} onNext={onNext} />;
    case "when":
      return <WhenStep region={region} answers={answers} onNext={onNext} />;
    case "condition":
      return <TriageStep region={region} answers={answers} onNext={onNext} />;
    case "extras":
      return <ExtrasStep region={region} answers={answers} />;
    case "details":
      return <DetailsStep region={region} answers={answers} />;
    case "code":
      return <CodeStep region={region} answers={answers} />;
    default:
      return <ResultStep region={region} answers={answers} />;
  }
}
