"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import type { ReviewRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { fewest, isTooShort } from "@/server/core/said";
import { type Decision, decisionOf, inputOf } from "./decision";
import { DecisionForm } from "./decision-form";
import { useLicence } from "./use-licence";

/** The decision goes out once; whoever was slower hears it and goes on with the next question. */
function useDecide(review: ReviewRecord, onRefused: () => void) {
  const t = useTranslations("review");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.review.decide.mutationOptions({
      onSuccess: () => {
        showToast({
          tone: "ok",
          title: t("done", { number: review.booking.number }),
          description: t("doneText"),
        });
        void client.invalidateQueries();
        router.push("/clinician/queue");
      },
      onError: (error) => {
        onRefused();
        if (readFailure(error).code === "conflict") void client.invalidateQueries();
      },
    }),
  );
}

/** The form with its signature: the licence number, and one more look before it counts. */
export function DecisionPanel({ review }: { review: ReviewRecord }) {
  const t = useTranslations("review.form");
  const tError = useTranslations("errors.review");
  const [decision, setDecision] = useState(() => decisionOf(review));
  const [known, remember] = useLicence();
  const [typed, setTyped] = useState<string>();
  const [isChecked, setChecked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const decide = useDecide(review, () => setAsking(false));
  const licence = typed ?? known;
  const isLicence = !isTooShort(licence, fewest.licence);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isLicence) return setAsking(true);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const confirm = () => {
    remember(licence.trim());
    decide.mutate(inputOf(review.id, decision, licence.trim()));
  };
  return (
    <Card title={t("title")} className="xl:sticky xl:top-4">
      <form onSubmit={submit} noValidate className="grid gap-5">
        <DecisionForm
          reviewId={review.id}
          decision={decision}
          onChange={(change) => setDecision({ ...decision, ...change })}
          licence={licence}
          licenceError={isChecked && !isLicence ? tError("licence") : undefined}
          onLicence={setTyped}
        />
        <FailureNote error={decide.error} />
        <Button
          type="submit"
          size="lg"
          wide
          variant={decision.decision === "ride" ? "primary" : "emergency"}
          loading={decide.isPending}
        >
          {t(decision.decision === "ride" ? "submitRide" : "submit120")}
        </Button>
      </form>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t(decision.decision === "ride" ? "sureRide" : "sure120")}
        description={<Summary decision={decision} />}
        confirmLabel={t("sure")}
        tone={decision.decision === "ride" ? "primary" : "danger"}
        busy={decide.isPending}
        onConfirm={confirm}
      />
    </Card>
  );
}

function Summary({ decision }: { decision: Decision }) {
  const t = useTranslations("review.form");
  if (decision.decision === "handoff_120") return t("sure120Text");
  const { serviceLevel, grade, isolation } = decision;
  const parts = [
    t(`levels.${serviceLevel}.label`),
    ...(serviceLevel === "care_transfer" ? [t(`grades.${grade}.label`)] : []),
    t(`isolations.${isolation}`),
  ];
  return `${parts.join(" · ")}${t("sureRideText")}`;
}
