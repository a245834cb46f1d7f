"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PayoutBatch } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

/** Finance proposes, gives to the bank and reads its answer; the regulator approves. */
export type PayoutDesk = "finance" | "regulator";
interface Props {
  batch: PayoutBatch;
  desk: PayoutDesk;
}

/** What every change of a batch does once it is done. */
function useDone() {
  const t = useTranslations("settlement.payout");
  const client = useQueryClient();
  return async (key: "approved" | "sent" | "refused") => {
    await client.invalidateQueries();
    showToast({ tone: "ok", title: t(`done.${key}`) });
  };
}

/** Drop a batch with a reason, before it goes to the bank. */
function Refuse({ batch }: Props) {
  const t = useTranslations("settlement.payout");
  const trpc = useTRPC();
  const done = useDone();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const refuse = useMutation(trpc.settlement.refuse.mutationOptions({ onSuccess: () => done("refused") }));
  if (!isOpen)
    return (
      <Button variant="secondary" onClick={() => setOpen(true)}>
        {t("refuse")}
      </Button>
    );
  return (
    <div className="grid w-full justify-items-start gap-3">
      <Field label={t("why")} required>
        <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <FailureNote error={refuse.error} />
      <Button
        variant="danger"
        disabled={isTooShort(reason, fewest.story)}
        loading={refuse.isPending}
        onClick={() => refuse.mutate({ batchId: batch.id, reason: reason.trim() })}
      >
        {t("refuse")}
      </Button>
    </div>
  );
}

function Approve({ batch }: Props) {
  const t = useTranslations("settlement.payout");
  const trpc = useTRPC();
  const done = useDone();
  const [isOpen, setOpen] = useState(false);
  const approve = useMutation(
    trpc.settlement.approve.mutationOptions({
      onSuccess: () => done("approved"),
      onSettled: () => setOpen(false),
    }),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("approve")}</Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("approveTitle", { number: batch.number })}
        description={t("approveText", { count: batch.payouts.length })}
        confirmLabel={t("approve")}
        busy={approve.isPending}
        onConfirm={() => approve.mutate({ batchId: batch.id })}
      />
      <FailureNote error={approve.error} />
    </>
  );
}

function GiveToBank({ batch }: Props) {
  const t = useTranslations("settlement.payout");
  const trpc = useTRPC();
  const done = useDone();
  const send = useMutation(trpc.settlement.markSent.mutationOptions({ onSuccess: () => done("sent") }));
  return (
    <>
      <Button loading={send.isPending} onClick={() => send.mutate({ batchId: batch.id })}>
        {t("markSent")}
      </Button>
      <FailureNote error={send.error} />
    </>
  );
}

/** Read the bank's return file; the same file again changes nothing. */
function ReadReturn({ batch }: Props) {
  const t = useTranslations("settlement.payout");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation(
    trpc.settlement.importReturn.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  const start = async () => {
    if (file) read.mutate({ batchId: batch.id, content: await file.text() });
  };
  return (
    <div className="grid w-full justify-items-start gap-3">
      <Field label={t("returnFile")} hint={t("returnHint")}>
        <FileInput value={file} onValueChange={setFile} accept="text/csv,.csv,text/plain" maxMegabytes={2} />
      </Field>
      <FailureNote error={read.error} />
      {read.data ? (
        <p role="status">
          {t("returned", {
            paid: read.data.paid,
            returned: read.data.returned,
            same: read.data.same,
            unknown: read.data.unknown.length,
          })}
        </p>
      ) : null}
      <Button disabled={!file} loading={read.isPending} onClick={() => void start()}>
        {t("readReturn")}
      </Button>
    </div>
  );
}

/** What can be done with a batch now. */
export function BatchDeeds({ batch, desk }: Props) {
  const t = useTranslations("settlement.payout");
  const { status } = batch;
  const isFinance = desk === "finance";
  const hasFile = isFinance && (status === "approved" || status === "sent");
  return (
    <div className="flex flex-wrap items-start gap-3">
      {hasFile ? (
        <Button asChild variant="secondary">
          <a href={`/api/payout-batch/${batch.id}`} download>
            <Download aria-hidden="true" className="size-4.5" />
            {t("file")}
          </a>
        </Button>
      ) : null}
      {status === "proposed" && !isFinance && !batch.isMine ? <Approve batch={batch} desk={desk} /> : null}
      {status === "proposed" && isFinance ? <p className="text-ink-soft">{t("waitsForApproval")}</p> : null}
      {status === "approved" && isFinance ? <GiveToBank batch={batch} desk={desk} /> : null}
      {status === "proposed" || (status === "approved" && isFinance) ? (
        <Refuse batch={batch} desk={desk} />
      ) : null}
      {isFinance && status === "sent" ? <ReadReturn batch={batch} desk={desk} /> : null}
    </div>
  );
}
