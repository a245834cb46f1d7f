"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import type { CancelReason } from "@/server/core/booking";
import type { TrackPart } from "./part";
import { isOngoing, phaseOf } from "./phase";
import { useGuarded } from "./use-guarded";

const reasons: CancelReason[] = [
  "not_ready",
  "other_vehicle",
  "hospital_changed",
  "patient_worse",
  "died",
  "mistake",
  "other",
];

/** Cancelling, with its fee shown first. */
export function CancelCard(part: TrackPart) {
  const t = useTranslations("tracking.cancel");
  const { view, region, now } = part;
  if (view.cancelled) {
    return (
      <Card title={t("done")}>
        <p>
          <Instant at={view.cancelled.at} timeZone={region.timeZone} now={now} />
          {view.cancelled.reason && t.has(`reasons.${view.cancelled.reason}`)
            ? ` · ${t(`reasons.${view.cancelled.reason}`)}`
            : ""}
        </p>
        <p className="mt-1">
          {t("feeWas")} <Money fen={view.cancelled.feeFen ?? 0} />
        </p>
      </Card>
    );
  }
  if (!isOngoing(phaseOf(view))) return null;
  return <Cancelling {...part} />;
}

function Cancelling(part: TrackPart) {
  const t = useTranslations("tracking.cancel");
  const tFee = useTranslations("price.cancellation");
  const tError = useTranslations("errors");
  const { bookingId, cancellation, hotline } = part.view;
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState<CancelReason>("not_ready");
  const client = useQueryClient();
  const trpc = useTRPC();
  const cancel = useMutation(
    trpc.booking.cancel.mutationOptions({ onSettled: () => void client.invalidateQueries() }),
  );
  const { guard, dialog } = useGuarded(part);
  if (!cancellation.allowed) {
    const key = cancellation.refusal ?? "";
    return (
      <Card title={t("title")}>{tError.has(key) ? tError(key, { hotline }) : t("tooLate", { hotline })}</Card>
    );
  }
  const go = () => {
    setAsking(false);
    guard(() => cancel.mutateAsync({ bookingId, reason, acceptFeeFen: cancellation.feeFen }));
  };
  return (
    <div className="no-print">
      <Card title={t("title")}>
        <p>
          {t("feeNow")}{" "}
          <strong>
            <Money fen={cancellation.feeFen} />
          </strong>
          <span className="block text-ink-soft text-sm">
            {tFee(cancellation.code)}
            {cancellation.demonstration ? ` · ${tFee("demonstration")}` : ""}
          </span>
        </p>
        <Button variant="danger" className="mt-3" loading={cancel.isPending} onClick={() => setAsking(true)}>
          {t("button")}
        </Button>
        <div className="mt-3 empty:hidden">
          <FailureNote error={cancel.error} />
        </div>
        <ConfirmDialog
          open={isAsking}
          onOpenChange={setAsking}
          tone="danger"
          title={t("sure")}
          confirmLabel={t("confirm")}
          cancelLabel={t("keep")}
          onConfirm={go}
        >
          <Alert tone={cancellation.feeFen > 0 ? "warn" : "info"}>
            {t("feeNow")} <Money fen={cancellation.feeFen} />
          </Alert>
          <Field label={t("reason")} className="mt-3">
            <Select
              value={reason}
              options={reasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
              onChange={(event) => setReason(event.target.value as CancelReason)}
            />
          </Field>
        </ConfirmDialog>
        {dialog}
      </Card>
    </div>
  );
}
