"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { fewest, isTooShort } from "@/server/core/said";

const nothingTyped = { reason: "" };

function useWithdraw(onDone: () => void) {
  const t = useTranslations("rule.withdraw");
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.rule.withdraw.mutationOptions({
      onSuccess: ({ restoredId }) => {
        showToast({ tone: "ok", title: t(restoredId ? "restored" : "done") });
        onDone();
        if (restoredId) router.push(`/regulator/rules/${restoredId}`);
        router.refresh();
      },
    }),
  );
}

/** Take a version back, with the reason that its history keeps; what that means is said by its status. */
export function WithdrawDialog({ rule, onClose }: { rule: RuleRecord; onClose: () => void }) {
  const t = useTranslations("rule.withdraw");
  const formId = useId();
  const draft = useKept(`anzhuan.rule.withdraw.${rule.id}`, "session", nothingTyped);
  const { reason } = draft.value;
  const [isTried, setTried] = useState(false);
  const withdraw = useWithdraw(() => {
    draft.forget();
    onClose();
  });
  const isShort = isTooShort(reason, fewest.words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) withdraw.mutate({ ruleVersionId: rule.id, reason });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title")}
      description={t(
        `leads.${rule.status === "in_force" ? "in_force" : rule.status === "notice" ? "notice" : "draft"}`,
      )}
      footer={
        <Button type="submit" form={formId} variant="danger" loading={withdraw.isPending}>
          {t("submit")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <Field label={t("reason")} error={isTried && isShort ? t("reasonMissing") : undefined} required>
          <Textarea
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => draft.set({ reason: event.target.value })}
          />
        </Field>
        <FailureNote error={withdraw.error} />
      </form>
    </Dialog>
  );
}
