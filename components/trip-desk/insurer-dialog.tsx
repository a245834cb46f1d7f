"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fewest, isTooShort } from "@/server/core/said";

/** Record that the insurer was told, and which one. */
export function InsurerDialog({ adverseId, onClose }: { adverseId: string; onClose: () => void }) {
  const t = useTranslations("trip-desk.adverse");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const [insurer, setInsurer] = useState("");
  const [isTried, setTried] = useState(false);
  const isMissing = isTooShort(insurer, fewest.words);
  const tell = useMutation(
    trpc.adverse.tellInsurer.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        onClose();
      },
    }),
  );
  const confirm = () => {
    setTried(true);
    if (!isMissing) tell.mutate({ adverseId, insurer });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("insurerTitle")}
      description={t("insurerText")}
      confirmLabel={t("insurerConfirm")}
      busy={tell.isPending}
      onConfirm={confirm}
    >
      <Field label={t("insurerName")} error={isTried && isMissing ? t("insurerMissing") : undefined} required>
        <Input value={insurer} maxLength={80} onChange={(event) => setInsurer(event.target.value)} />
      </Field>
      {tell.error ? (
        <Alert tone="danger" live className="mt-3">
          {words(tell.error)}
        </Alert>
      ) : null}
    </ConfirmDialog>
  );
}
