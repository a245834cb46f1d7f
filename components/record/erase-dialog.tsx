"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { RadioCards } from "@/components/ui/choice-cards";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { type EraseReason, type ErasurePreview, eraseReasons } from "@/server/core/record-input";

interface EraseDialogProps {
  bookingId: string;
  preview: ErasurePreview;
  onClose: () => void;
}

/** The reason, and the booking's number typed in: what is erased does not come back. */
export function EraseDialog({ bookingId, preview, onClose }: EraseDialogProps) {
  const t = useTranslations("record.erase");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const [reason, setReason] = useState<EraseReason | "">("");
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation(
    trpc.record.erase.mutationOptions({
      onSuccess: async ({ rows }) => {
        showToast({ tone: "ok", title: t("done", { count: rows }) });
        onClose();
        await client.invalidateQueries();
        // The record is read once and kept; this is the one deed of this page that changes it.
        await client.fetchQuery({ ...trpc.oversight.record.queryOptions({ bookingId }), staleTime: 0 });
      },
    }),
  );
  const isSame = typed.trim() === preview.number;
  const confirm = () => {
    setTried(true);
    if (reason && isSame) mutate({ bookingId, reason });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("confirmTitle")}
      description={t("confirmLead")}
      confirmLabel={t("confirm")}
      tone="danger"
      busy={isPending}
      onConfirm={confirm}
    >
      <div className="grid gap-4">
        <RadioCards
          legend={t("reason")}
          choices={eraseReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          value={reason}
          onValueChange={(value) => setReason(eraseReasons.find((it) => it === value) ?? "")}
          error={isTried && !reason ? t("reasonMissing") : undefined}
        />
        <Field
          label={t("number", { number: preview.number })}
          error={isTried && !isSame ? t("numberDiffers") : undefined}
          required
        >
          <Input autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </Field>
        {error ? (
          <Alert tone="danger" live>
            {words(error)}
          </Alert>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
