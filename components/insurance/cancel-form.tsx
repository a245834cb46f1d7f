"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fewest, isTooShort } from "@/server/core/said";

/** Ask the fund to cancel what it settled, with the reason; the payer owes it again once that is certain. */
export function CancelForm({ settlementId, size }: { settlementId: string; size: "sm" | "touch" }) {
  const t = useTranslations("insurance.cancel");
  const tErrors = useTranslations("errors.insurance");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isTried, setTried] = useState(false);
  const [reason, setReason] = useState("");
  const cancel = useMutation(
    trpc.insurance.cancel.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await client.invalidateQueries();
      },
    }),
  );
  if (!isOpen)
    return (
      <Button variant="quiet" size={size} className="justify-self-start" onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
    );
  const isShort = isTooShort(reason, fewest.words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) cancel.mutate({ settlementId, reason: reason.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <Field label={t("reason")} error={isTried && isShort ? tErrors("reason") : undefined} required>
        <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <FailureNote error={cancel.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="danger" size={size} loading={cancel.isPending}>
          {t("do")}
        </Button>
        <Button variant="secondary" size={size} onClick={() => setOpen(false)}>
          {t("leave")}
        </Button>
      </div>
    </form>
  );
}
