"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { crewOutbox } from "./crew-outbox";
import { FailureAlert } from "./failure-alert";
import type { Submission } from "./use-outbox";

interface TripFormProps {
  submission: Submission;
  submitLabel: string;
  variant?: ButtonProps["variant"];
  onSubmit: () => void;
  children: ReactNode;
}

/** A form of the crew's phone: one column, what went wrong above the one big button. */
export function TripForm({ submission, submitLabel, variant, onSubmit, children }: TripFormProps) {
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!submission.busy) onSubmit();
      }}
    >
      {children}
      <FailureAlert failure={submission.failure} />
      <Button type="submit" size="touch" wide variant={variant} loading={submission.busy}>
        {submitLabel}
      </Button>
    </form>
  );
}

/** After something was taken: say whether it is with the server or still on the phone, and go back to the trip. */
export function useDone(tripId: string) {
  const t = useTranslations("trip.done");
  const router = useRouter();
  return (next = `/crew/trips/${tripId}`) => {
    const isKept = crewOutbox()
      .state()
      .entries.some((entry) => entry.tripId === tripId && !entry.failure);
    showToast(
      isKept
        ? { tone: "warn", title: t("kept"), description: t("keptText") }
        : { tone: "ok", title: t("sent") },
    );
    router.push(next);
  };
}
