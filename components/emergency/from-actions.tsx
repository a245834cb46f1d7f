"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PhoneIncoming } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import type { EmergencyRecordView } from "@/server/core/emergency-view";

/** A caller from 120: into the pre-filled intake, or an end in words. */
export function FromActions({ handover }: { handover: EmergencyRecordView }) {
  const t = useTranslations("emergency-desk.from");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState("");
  const [isChecked, setChecked] = useState(false);
  const settle = useMutation(
    trpc.emergency.settle.mutationOptions({ onSettled: () => client.invalidateQueries() }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (outcome.trim()) settle.mutate({ handoverId: handover.id, bookingId: null, outcome: outcome.trim() });
  };
  return (
    <div className="no-print grid gap-4">
      <LinkButton href={`/seat/intake?from=${handover.id}`} size="lg">
        <PhoneIncoming aria-hidden="true" />
        {t("intake")}
      </LinkButton>
      <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
        <Field
          label={t("outcome")}
          error={isChecked && !outcome.trim() ? t("outcomeMissing") : undefined}
          className="w-full sm:w-auto sm:min-w-56 sm:grow"
        >
          <Input value={outcome} maxLength={300} onChange={(event) => setOutcome(event.target.value)} />
        </Field>
        <Button type="submit" variant="secondary" className="min-h-12! sm:mt-7.5" loading={settle.isPending}>
          {t("settle")}
        </Button>
      </form>
      <FailureNote error={settle.error} />
    </div>
  );
}
