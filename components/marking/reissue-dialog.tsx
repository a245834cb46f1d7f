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

interface Draft {
  reason: (typeof reissueReasons)[number];
  note: string;
}

const fresh: Draft = { reason: "damaged", note: "" };

interface ReissueProps {
  vehicleId: string;
  /** The issue that counts now. */
  generation: number;
}

function useReissue(onDone: () => void) {
  const t = useTranslations("marking.reissue");
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.marking.reissue.mutationOptions({
      onSuccess: ({ generation }) => {
        onDone();
        showToast({ tone: "ok", title: t("done", { count: generation }) });
      },
      onSettled: () => client.invalidateQueries(),
    }),
  );
}

/** Issue a marking anew: every sticker before it is void at once. */
export function ReissueDialog({ vehicleId, generation }: ReissueProps) {
  const t = useTranslations("marking.reissue");
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState(fresh);
  const reissue = useReissue(() => {
    setOpen(false);
    setDraft(fresh);
  });
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
          onClick={() => reissue.mutate({ vehicleId, generation, ...draft })}
        >
          {t("confirm")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Why draft={draft} onDraft={setDraft} />
        <FailureNote error={reissue.error} />
      </div>
    </Dialog>
  );
}

function Why({ draft, onDraft }: { draft: Draft; onDraft: (next: Draft) => void }) {
  const t = useTranslations("marking.reissue");
  const tReason = useTranslations("marking.reasons");
  const reasonOf = (value: string) => reissueReasons.find((it) => it === value) ?? fresh.reason;
  return (
    <>
      <Field label={t("reason")}>
        <Select
          value={draft.reason}
          options={reissueReasons.map((value) => ({ value, label: tReason(value) }))}
          onChange={({ target }) => onDraft({ ...draft, reason: reasonOf(target.value) })}
        />
      </Field>
      <Field label={t("note")} optional>
        <Input
          value={draft.note}
          maxLength={300}
          onChange={({ target }) => onDraft({ ...draft, note: target.value })}
        />
      </Field>
    </>
  );
}
