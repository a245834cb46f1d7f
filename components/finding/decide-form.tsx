"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

const nothingTyped = { reason: "" };

/** Confirm or dismiss a finding, with the reason. What was typed stays until it has arrived. */
export function DecideForm({ findingId }: { findingId: string }) {
  const t = useTranslations("finding.decide");
  const trpc = useTRPC();
  const client = useQueryClient();
  const draft = useKept(`anzhuan.finding.decide.${findingId}`, "session", nothingTyped);
  const { reason } = draft.value;
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation(
    trpc.finding.decide.mutationOptions({
      onSuccess: () => {
        draft.forget();
        showToast({ tone: "ok", title: t("done") });
        return client.invalidateQueries();
      },
    }),
  );
  const isShort = isTooShort(reason, fewest.story);
  const decide = (decision: "confirmed" | "dismissed") => {
    setTried(true);
    if (!isShort) mutate({ findingId, decision, reason });
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()} className="grid gap-3">
      <Field
        label={t("reason")}
        hint={t("hint")}
        error={isTried && isShort ? t("missing") : undefined}
        required
      >
        <Textarea
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={({ target }) => draft.set({ reason: target.value })}
        />
      </Field>
      <FailureNote error={error} />
      <div className="flex flex-wrap gap-3">
        <Button variant="danger" loading={isPending} onClick={() => decide("confirmed")}>
          {t("confirm")}
        </Button>
        <Button variant="secondary" loading={isPending} onClick={() => decide("dismissed")}>
          {t("dismiss")}
        </Button>
      </div>
    </form>
  );
}
