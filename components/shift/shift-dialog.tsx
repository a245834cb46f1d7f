"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { CrewRow, ShiftRow, VehicleRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import { shiftInput } from "@/server/core/fleet-input";
import { CrewPicker } from "./crew-picker";
import type { ShiftDraft } from "./shift-draft";
import { TimeFields } from "./time-fields";

interface ShiftDialogProps {
  initial: ShiftDraft;
  shifts: ShiftRow[];
  vehicles: VehicleRow[];
  crew: CrewRow[];
  onClose: () => void;
}

function useShiftVerbs(onDone: () => void) {
  const t = useTranslations("shift");
  const trpc = useTRPC();
  const client = useQueryClient();
  const done = (title: string) => async () => {
    await client.invalidateQueries();
    showToast({ tone: "ok", title });
    onDone();
  };
  return {
    save: useMutation(trpc.shift.save.mutationOptions({ onSuccess: done(t("saved")) })),
    cancel: useMutation(trpc.shift.cancel.mutationOptions({ onSuccess: done(t("cancelled")) })),
  };
}

/** Plan or change one shift. A conflict is said above the buttons and the form stays as it was. */
export function ShiftDialog({ initial, shifts, vehicles, crew, onClose }: ShiftDialogProps) {
  const t = useTranslations("shift");
  const words = useFailureText();
  const formId = useId();
  const [draft, setDraft] = useState(initial);
  const [isTried, setTried] = useState(false);
  const [isCancelling, setCancelling] = useState(false);
  const { save, cancel } = useShiftVerbs(onClose);
  const checked = shiftInput.safeParse(draft);
  const isUnfilled = draft.crew.length === 0 || draft.crew.some(({ crewId }) => crewId === "");
  const patients = shifts.find(({ id }) => id === draft.shiftId)?.patients ?? 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.success) save.mutate(checked.data);
  };
  const cancelButton = draft.shiftId ? (
    <Button
      variant="danger"
      className="sm:me-auto"
      disabled={patients > 0}
      onClick={() => setCancelling(true)}
    >
      {t("cancelShift")}
    </Button>
  ) : null;
  const footer = (
    <>
      {cancelButton}
      <Button type="submit" form={formId} loading={save.isPending}>
        {t("save")}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(draft.shiftId ? "edit" : "new")}
      footer={footer}
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-5">
        {patients > 0 ? <Alert>{t("hasPatients", { count: patients })}</Alert> : null}
        <TimeFields draft={draft} vehicles={vehicles} onChange={setDraft} />
        <CrewPicker draft={draft} shifts={shifts} crew={crew} isTried={isTried} onChange={setDraft} />
        {isTried && !checked.success && !isUnfilled ? (
          <Alert tone="danger" live>
            {t("check")}
          </Alert>
        ) : null}
        <FailureNote error={save.error} />
      </form>
      <ConfirmDialog
        open={isCancelling}
        onOpenChange={setCancelling}
        title={t("cancelTitle")}
        description={t("cancelText")}
        confirmLabel={t("cancelShift")}
        tone="danger"
        busy={cancel.isPending}
        onConfirm={() => draft.shiftId && cancel.mutate({ shiftId: draft.shiftId })}
      >
        {cancel.error ? <Alert tone="danger">{words(cancel.error)}</Alert> : null}
      </ConfirmDialog>
    </Dialog>
  );
}
