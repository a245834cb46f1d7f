"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";

/** Who at 120 took it: a name, and the time is now. */
export function AcknowledgeForm({ handoverId }: { handoverId: string }) {
  const t = useTranslations("emergency-desk.acknowledge");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const [by, setBy] = useState("");
  const [isChecked, setChecked] = useState(false);
  const acknowledge = useMutation(
    trpc.emergency.acknowledge.mutationOptions({
      onSuccess: () => showToast({ tone: "ok", title: t("done") }),
      onError: (error) => {
        if (readFailure(error).code === "conflict")
          showToast({ tone: "info", title: t("already"), description: words(error) });
      },
      onSettled: () => client.invalidateQueries(),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (by.trim()) acknowledge.mutate({ handoverId, by: by.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="no-print grid gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label={t("label")}
          hint={t("hint")}
          error={isChecked && !by.trim() ? t("missing") : undefined}
          className="w-full sm:w-auto sm:min-w-56 sm:grow"
          required
        >
          <Input
            value={by}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setBy(event.target.value)}
          />
        </Field>
        <Button type="submit" className="min-h-12! sm:mt-7.5" loading={acknowledge.isPending}>
          {t("submit")}
        </Button>
      </div>
      <FailureNote error={acknowledge.error} />
    </form>
  );
}
