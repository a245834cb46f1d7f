"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { SampledTrip } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/choice-cards";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { type SampleOutcome, sampleOutcomes } from "@/server/core/sample";
import { sampleInspect } from "@/server/core/sample-input";

interface InspectDialogProps {
  sampleId: string;
  trip: SampledTrip;
  onClose: () => void;
}

const nothingFound: { outcome: SampleOutcome | ""; note: string } = { outcome: "", note: "" };

/** Put down what the inspection of one trip found; once. */
export function InspectDialog({ sampleId, trip, onClose }: InspectDialogProps) {
  const t = useTranslations("sample.inspection");
  const names = useTranslations("sample.outcomes");
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const draft = useKept(`anzhuan.sample.${sampleId}.${trip.tripId}`, "session", nothingFound);
  const { outcome, note } = draft.value;
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation(
    trpc.sample.inspect.mutationOptions({
      onSuccess: async () => {
        draft.forget();
        showToast({ tone: "ok", title: t("done", { number: trip.number }) });
        onClose();
        await client.invalidateQueries();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const read = sampleInspect.safeParse({ sampleId, tripId: trip.tripId, outcome, note });
    if (read.success) mutate(read.data);
  };
  const isShort = outcome !== "" && outcome !== "in_order" && note.trim().length < 4;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title", { number: trip.number })}
      description={t("lead")}
      footer={
        <Button type="submit" form={formId} loading={isPending}>
          {t("save")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <RadioCards
          legend={t("outcome")}
          choices={sampleOutcomes.map((value) => ({
            value,
            label: names(value),
            description: t(`means.${value}`),
          }))}
          value={outcome}
          onValueChange={(value) => draft.set({ outcome: sampleOutcomes.find((it) => it === value) ?? "" })}
          error={isTried && !outcome ? t("outcomeMissing") : undefined}
        />
        <Field
          label={t("note")}
          hint={t("noteHint")}
          error={isTried && isShort ? t("noteMissing") : undefined}
          required={outcome !== "in_order"}
        >
          <Textarea
            rows={4}
            maxLength={1000}
            value={note}
            onChange={({ target }) => draft.set({ note: target.value })}
          />
        </Field>
        <FailureNote error={error} />
      </form>
    </Dialog>
  );
}
