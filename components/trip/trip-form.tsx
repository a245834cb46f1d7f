"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { crewOutbox } from "./crew-outbox";
import { FailureAlert } from "./failure-alert";
import { HoldButton } from "./hold-button";
import type { Submission } from "./use-outbox";

interface TripFormProps {
  submission: Submission;
  submitLabel: string;
  /** What cannot be taken back is held, not tapped. */
  isGrave?: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

/** A form of the crew's phone: one column, what went wrong above the one big button. */
export function TripForm({ submission, submitLabel, isGrave, onSubmit, children }: TripFormProps) {
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
      {isGrave ? (
        <HoldButton label={submitLabel} tone="danger" busy={submission.busy} onConfirm={onSubmit} />
      ) : (
        <Button type="submit" size="touch" wide loading={submission.busy}>
          {submitLabel}
        </Button>
      )}
    </form>
  );
}

/** After something was taken: say whether it is with the server or still on the phone; true while it is only there. */
export function useTaken(tripId: string) {
  const t = useTranslations("trip.done");
  return () => {
    const isKept = crewOutbox()
      .state()
      .entries.some((entry) => entry.tripId === tripId && !entry.failure);
    showToast(
      isKept
        ? { tone: "warn", title: t("kept"), description: t("keptText") }
        : { tone: "ok", title: t("sent") },
    );
    return isKept;
  };
}

/** After something was taken: say so, and go on; without a net no page can be fetched, and the trip's own is still there. */
export function useDone(tripId: string) {
  const router = useRouter();
  const tell = useTaken(tripId);
  return (next = `/crew/trips/${tripId}`) => {
    const isKept = tell();
    if (isKept && !navigator.onLine) router.back();
    else router.push(next);
  };
}
