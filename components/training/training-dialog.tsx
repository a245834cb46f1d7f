"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useFieldError } from "@/components/fleet/field-error";
import { putPaper } from "@/components/paper/put-file";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { type EnterTraining, enterTraining } from "@/server/core/training";

/** The certificate is uploaded with the form; until then the form has no id of it. */
const fields = enterTraining.omit({ fileId: true });
type Values = Omit<EnterTraining, "fileId">;

function useEnter(onClose: () => void) {
  const t = useTranslations("training");
  const trpc = useTRPC();
  const client = useQueryClient();
  const enter = useMutation(trpc.training.enter.mutationOptions());
  return useMutation({
    mutationFn: async ({ values, file }: { values: Values; file: File }) => {
      const { fileId } = await putPaper(file, "paper");
      return enter.mutateAsync({ ...values, fileId });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      showToast({ tone: "ok", title: t("entered"), description: t("enteredText") });
      onClose();
    },
  });
}

const numeric = { setValueAs: (value: string) => (value === "" ? Number.NaN : Number(value)) };

/** Enter one course of a person, with its certificate. */
export function TrainingDialog({
  crewId,
  today,
  onClose,
}: {
  crewId: string;
  today: string;
  onClose: () => void;
}) {
  const t = useTranslations("training");
  const errorOf = useFieldError();
  const formId = useId();
  const [file, setFile] = useState<File | null>(null);
  const { register, handleSubmit, formState } = useForm<Values, unknown, Values>({
    resolver: zodResolver(fields),
    defaultValues: { crewId, course: "", provider: "", heldOn: today },
  });
  const enter = useEnter(onClose);
  const { errors, isSubmitted } = formState;
  const submit = handleSubmit((values) => (file ? enter.mutate({ values, file }) : undefined));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("enter")}
      description={t("enterText")}
      footer={
        <Button type="submit" form={formId} loading={enter.isPending}>
          {t("save")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <Field label={t("course")} error={errorOf(errors.course)} required>
          <Input autoComplete="off" maxLength={120} {...register("course")} />
        </Field>
        <Field label={t("provider")} error={errorOf(errors.provider)} required>
          <Input autoComplete="off" maxLength={120} {...register("provider")} />
        </Field>
        <Field label={t("heldOn")} error={errorOf(errors.heldOn)} required>
          <Input type="date" max={today} {...register("heldOn")} />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t("hours")} error={errorOf(errors.hours)} required>
            <Input inputMode="decimal" suffix={t("hoursUnit")} {...register("hours", numeric)} />
          </Field>
          <Field label={t("credits")} error={errorOf(errors.credits)} required>
            <Input inputMode="decimal" suffix={t("creditsUnit")} {...register("credits", numeric)} />
          </Field>
        </div>
        <Field
          label={t("certificate")}
          hint={t("certificateHint")}
          error={isSubmitted && !file ? t("certificateMissing") : undefined}
          required
        >
          <FileInput value={file} onValueChange={setFile} />
        </Field>
        <FailureNote error={enter.error} />
      </form>
    </Dialog>
  );
}
