"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { caseDecision } from "@/server/core/case";
import { fewest, isTooShort } from "@/server/core/said";

const undecided = { decision: "", outcome: "" };

/** The regulator's finding and what follows from it; both are told to whoever complained. */
export function CloseForm({ complaintId }: { complaintId: string }) {
  const t = useTranslations("case.close");
  const tDecision = useTranslations("complaint.decisions");
  const trpc = useTRPC();
  const client = useQueryClient();
  const draft = useKept(`anzhuan.case.close.${complaintId}`, "session", undecided);
  const { decision, outcome } = draft.value;
  const [isTried, setTried] = useState(false);
  const close = useMutation(
    trpc.complaint.close.mutationOptions({
      onSuccess: async () => {
        draft.forget();
        showToast({ tone: "ok", title: t("done") });
        await client.invalidateQueries();
      },
    }),
  );
  const found = caseDecision.safeParse(decision);
  const isShort = isTooShort(outcome, fewest.story);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (found.success && !isShort)
      close.mutate({ complaintId, decision: found.data, outcome: outcome.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <RadioCards
        legend={t("decision")}
        hint={t("decisionHint")}
        error={isTried && !found.success ? t("decisionMissing") : undefined}
        columns={3}
        choices={caseDecision.options.map((value) => ({ value, label: tDecision(value) }))}
        value={decision}
        onValueChange={(value) => draft.set({ decision: value })}
      />
      <Field
        label={t("label")}
        hint={t("hint")}
        error={isTried && isShort ? t("missing") : undefined}
        required
      >
        <Textarea
          rows={3}
          maxLength={2000}
          value={outcome}
          onChange={(event) => draft.set({ outcome: event.target.value })}
        />
      </Field>
      <FailureNote error={close.error} />
      <Button type="submit" loading={close.isPending} className="justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
