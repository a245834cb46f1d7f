"use client";

import { useTranslations } from "next-intl";
import { type ComponentType, useCallback, useEffect, useState } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type Answers, type BookingRegion, readStep, type Step, useAnswers } from "./answers";
import { goToStep, useSearch } from "./go-to-step";
import type { Kept } from "./kept";
import { WhoStep } from "./who-step";

export interface LaterStepsProps {
  step: Step;
  region: BookingRegion;
  answers: Kept<Answers>;
}

let fetched: Promise<ComponentType<LaterStepsProps>> | undefined;

/** The steps after the first come as one later load, begun with the first answer; a load that failed is begun anew. */
function fetchLaterSteps(): Promise<ComponentType<LaterStepsProps>> {
  fetched ??= import("./later-steps").then((loaded) => loaded.LaterSteps);
  fetched.catch(() => {
    fetched = undefined;
  });
  return fetched;
}

/** The family's booking: the first question at once, everything after it as it is needed. */
export function BookingFlow({ region, search }: { region: BookingRegion; search: string }) {
  const step = readStep(useSearch(search).get("step"));
  const answers = useAnswers(region.id);
  const prefetch = useCallback(() => {
    void fetchLaterSteps().catch(() => undefined);
  }, []);
  if (step === "who") {
    return <WhoStep answers={answers} onNext={() => goToStep("from")} onFirstAnswer={prefetch} />;
  }
  return <LaterLoader step={step} region={region} answers={answers} />;
}

function LaterLoader(props: LaterStepsProps) {
  const t = useTranslations("errors.offline");
  const [Steps, setSteps] = useState<{ component: ComponentType<LaterStepsProps> }>();
  const [hasFailed, setFailed] = useState(false);
  const load = useCallback(() => {
    setFailed(false);
    fetchLaterSteps().then(
      (component) => setSteps({ component }),
      () => setFailed(true),
    );
  }, []);
  useEffect(load, [load]);
  if (hasFailed) return <ErrorState title={t("title")} description={t("what")} onRetry={load} />;
  if (!Steps) {
    return (
      <div className="mx-auto max-w-2xl">
        <ListSkeleton rows={4} rowClassName="h-16" />
      </div>
    );
  }
  return <Steps.component {...props} />;
}
