"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { ReliefRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { PictureLinks } from "@/components/paper/file-links";
import { BothPrices } from "@/components/quote/both-prices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

/** Look at the paper and decide: accepted, or refused with a reason that the claimant reads. */
export function CheckDialog({ row, onClose }: { row: ReliefRow; onClose: () => void }) {
  const t = useTranslations("relief.dialog");
  const tGroup = useTranslations("price.relief");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const check = useMutation(
    trpc.relief.check.mutationOptions({
      onSuccess: async ({ status }) => {
        showToast({ tone: "ok", title: t(status === "accepted" ? "acceptedDone" : "refusedDone") });
        onClose();
        await client.invalidateQueries();
      },
    }),
  );
  const isShort = isTooShort(reason, fewest.words);
  const refuse = () => {
    setTried(true);
    if (!isShort) check.mutate({ claimId: row.claimId, verdict: "refused", reason });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { number: row.bookingNumber })}
      description={t("lead", { group: tGroup(row.group), patient: row.patient })}
      footer={
        <>
          <Button variant="danger" loading={check.isPending} onClick={refuse}>
            {t("refuse")}
          </Button>
          <Button
            loading={check.isPending}
            onClick={() => check.mutate({ claimId: row.claimId, verdict: "accepted", reason: "" })}
          >
            {t("accept")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {row.fileId ? <PictureLinks fileIds={[row.fileId]} nameOf={() => t("paper")} /> : null}
        <BothPrices reliefFen={row.reliefFen ?? row.normalFen} normalFen={row.normalFen} />
        <Field
          label={t("reason")}
          hint={t("reasonHint")}
          error={isTried && isShort ? tError("relief.reason_needed") : undefined}
          optional
        >
          <Textarea value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <FailureNote error={check.error} />
      </div>
    </Dialog>
  );
}
