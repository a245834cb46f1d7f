"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OfferView } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { RadioCards } from "@/components/ui/choice-cards";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { type DeclineReason, declineReasons } from "@/server/core/offer";
import type { Answers } from "./use-answers";

interface DeclineDialogProps {
  offer: OfferView;
  answers: Answers;
  onClose: () => void;
}

/** Ask why; on a committed shift say first what a refusal means. */
export function DeclineDialog({ offer, answers, onClose }: DeclineDialogProps) {
  const t = useTranslations("offer");
  const [reason, setReason] = useState<DeclineReason | null>(null);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const needsNote = reason === "other" && note.trim() === "";
  const confirm = async () => {
    setTried(true);
    if (reason === null || needsNote) return;
    if (await answers.decline(offer, reason, note.trim())) onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("declineTitle", { number: offer.snapshot.bookingNumber })}
      confirmLabel={t(offer.committed ? "declineAnyway" : "decline")}
      tone="danger"
      busy={answers.busyId === offer.id}
      onConfirm={() => void confirm()}
    >
      <div className="grid gap-4">
        {offer.committed ? (
          <Alert tone="warn" title={t("breachTitle")}>
            {t("breachText")}
          </Alert>
        ) : (
          <p className="text-ink-soft">{t("declineText")}</p>
        )}
        <RadioCards
          legend={t("declineWhy")}
          error={isTried && reason === null ? t("declineReasonMissing") : undefined}
          columns="pair"
          choices={declineReasons.map((value) => ({ value, label: t(`declineReasons.${value}`) }))}
          value={reason ?? ""}
          onValueChange={(value) => setReason(declineReasons.find((it) => it === value) ?? null)}
        />
        <Field
          label={t("declineNote")}
          optional={reason !== "other"}
          required={reason === "other"}
          error={isTried && needsNote ? t("declineNoteMissing") : undefined}
        >
          <Textarea value={note} maxLength={300} rows={2} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
