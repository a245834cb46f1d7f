"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { reissueReasons } from "@/server/core/marking/issue";

/** Issue a marking anew: every sticker before it is void at once. */
export function ReissueDialog({ vehicleId, generation }: { vehicleId: string; generation: number }) {
  const t = useTranslations("marking.reissue");
  const tReason = useTranslations("marking.reasons");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<(typeof reissueReasons)[number]>("damaged");
  const [note, setNote] = useState("");
  const reissue = useMutation(
    trpc.marking.reissue.mutationOptions({
      onSuccess: ({ generation: next }) => {
        setOpen(false);
        setNote("");
        showToast({ tone: "ok", title: t("done", { count: next }) });
      },
      onSettled: () => client.invalidateQueries(),
    }),
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="secondary" className="mt-4">
          {t("open")}
        </Button>
      }
      title={t("open")}
      description={t("lead")}
      footer={
        <Button
          variant="danger"
          loading={reissue.isPending}
          onClick={() => reissue.mutate({ vehicleId, generation, reason, note })}
        >
          {t("confirm")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Field label={t("reason")}>
          <Select
            value={reason}
            options={reissueReasons.map((value) => ({ value, label: tReason(value) }))}
            onChange={({ target }) =>
              setReason(reissueReasons.find((it) => it === target.value) ?? "damaged")
            }
          />
        </Field>
        <Field label={t("note")} optional>
          <Input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <FailureNote error={reissue.error} />
      </div>
    </Dialog>
  );
}
