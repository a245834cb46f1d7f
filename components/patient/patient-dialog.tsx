"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PatientDetail } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { Ward } from "@/components/desk/ward";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import { draftOf, type PatientProblems, readDraft } from "./patient-draft";
import { PatientFields } from "./patient-fields";

interface PatientDialogProps {
  wards: Ward[];
  /** Null: a new patient. */
  patient: PatientDetail | null;
  onClose: () => void;
  onSaved?: (patientId: string) => void;
}

/** Enter or change a patient of the own wards. */
export function PatientDialog({ wards, patient, onClose, onSaved }: PatientDialogProps) {
  const t = useTranslations("patient.form");
  const formId = useId();
  const [draft, setDraft] = useState(() => draftOf(patient));
  const [problems, setProblems] = useState<PatientProblems>({});
  const trpc = useTRPC();
  const client = useQueryClient();
  const { timeZone, serverOffset } = useDesk();
  const save = useMutation(
    trpc.patient.save.mutationOptions({
      onSuccess: async ({ patientId }) => {
        showToast({ tone: "ok", title: t("saved") });
        await client.invalidateQueries();
        onSaved?.(patientId);
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form inside a form's page must not submit the one around it.
    event.stopPropagation();
    const read = readDraft(draft, patient?.id);
    if ("input" in read) {
      setProblems({});
      save.mutate(read.input);
      return;
    }
    setProblems(read.problems);
    requestAnimationFrame(() =>
      document.getElementById(formId)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(patient ? "edit" : "add")}
      size="lg"
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" form={formId} loading={save.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        <PatientFields
          draft={draft}
          onDraft={(part) => setDraft((before) => ({ ...before, ...part }))}
          problems={problems}
          known={patient}
          wards={wards}
          now={Date.now() + serverOffset}
          timeZone={timeZone}
        />
        <FailureNote error={save.error} />
      </form>
    </Dialog>
  );
}
