"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { TrainingCourse } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import type { DecideTraining } from "@/server/core/training";

function useDecide(onDone: () => void) {
  const t = useTranslations("training");
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.training.decide.mutationOptions({
      onSuccess: (_answer, { decision }: Pick<DecideTraining, "decision">) => {
        onDone();
        showToast({ tone: "ok", title: t(`decided.${decision}`) });
      },
      onSettled: () => client.invalidateQueries(),
    }),
  );
}

/** The regulator's word on one course: confirm it at once, or refuse it with a reason. */
export function DecideTrainingButtons({ course }: { course: TrainingCourse }) {
  const t = useTranslations("training");
  const [isOpen, setOpen] = useState(false);
  const confirm = useDecide(() => undefined);
  if (course.status !== "entered") return null;
  const trainingId = course.id;
  return (
    <>
      <Button
        size="sm"
        loading={confirm.isPending}
        onClick={() => confirm.mutate({ trainingId, decision: "confirmed", reason: "" })}
      >
        {t("confirm")}
      </Button>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        {t("refuse")}
      </Button>
      <FailureNote error={confirm.error} />
      {isOpen ? <RefuseDialog course={course} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const nothingTyped = { reason: "" };

function RefuseDialog({ course, onClose }: { course: TrainingCourse; onClose: () => void }) {
  const t = useTranslations("training");
  const formId = useId();
  const draft = useKept(`anzhuan.training.refuse.${course.id}`, "session", nothingTyped);
  const { reason } = draft.value;
  const [isTried, setTried] = useState(false);
  const refuse = useDecide(() => {
    draft.forget();
    onClose();
  });
  const lacksReason = reason.trim().length < 2;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!lacksReason) refuse.mutate({ trainingId: course.id, decision: "refused", reason: reason.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("refuseTitle", { course: course.course })}
      footer={
        <Button type="submit" form={formId} variant="danger" loading={refuse.isPending}>
          {t("refuse")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <Field
          label={t("reason")}
          hint={t("reasonHint")}
          error={isTried && lacksReason ? t("reasonMissing") : undefined}
          required
        >
          <Textarea
            rows={3}
            maxLength={300}
            value={reason}
            onChange={(event) => draft.set({ reason: event.target.value })}
          />
        </Field>
        <FailureNote error={refuse.error} />
      </form>
    </Dialog>
  );
}
