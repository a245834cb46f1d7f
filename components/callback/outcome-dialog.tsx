"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { CallbackRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";

const quick = ["reached", "booked", "declined", "unreachable"] as const;

/** What came of a call: a usual sentence by one press, or one's own. */
export function OutcomeDialog({ row, onClose }: { row: CallbackRow; onClose: () => void }) {
  const t = useTranslations("callback");
  const tError = useTranslations("errors.callback");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const [outcome, setOutcome] = useState("");
  const [isChecked, setChecked] = useState(false);
  const close = useMutation(
    trpc.callback.close.mutationOptions({
      onSuccess: () => {
        showToast({ tone: "ok", title: t("done") });
        onClose();
      },
      onError: (error) => {
        if (readFailure(error).code !== "conflict") return;
        showToast({ tone: "info", title: t("gone"), description: words(error) });
        onClose();
      },
      onSettled: () => client.invalidateQueries(),
    }),
  );
  const isMissing = outcome.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isMissing) close.mutate({ callbackId: row.id, outcome: outcome.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("dialog.title")}
      description={t(`reasons.${row.reason}`)}
      size="sm"
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">{t("dialog.quick")}</legend>
          {quick.map((name) => (
            <Button
              key={name}
              variant="secondary"
              className="justify-start!"
              onClick={() => setOutcome(t(`dialog.quickChoices.${name}`))}
            >
              {t(`dialog.quickChoices.${name}`)}
            </Button>
          ))}
        </fieldset>
        <Field
          label={t("dialog.outcome")}
          error={isChecked && isMissing ? tError("outcome_missing") : undefined}
          required
        >
          <Textarea
            value={outcome}
            rows={2}
            maxLength={300}
            onChange={(event) => setOutcome(event.target.value)}
          />
        </Field>
        <FailureNote error={close.error} />
        <Button type="submit" size="lg" loading={close.isPending}>
          {t("dialog.submit")}
        </Button>
      </form>
    </Dialog>
  );
}
