"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { RepairOptionView, RepairPreviewView, RepairView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RepairOptionCard } from "./repair-option-card";

interface RepairOptionsProps {
  repair: RepairView;
  preview: RepairPreviewView;
  onAgain: () => void;
}

/** What a failed vehicle means and what can be done: each way with all that it changes, taken whole or left. */
export function RepairOptions({ repair, preview, onAgain }: RepairOptionsProps) {
  const t = useTranslations("repair");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [asked, setAsked] = useState<RepairOptionView | null>(null);
  const settled = () => {
    setAsked(null);
    return client.invalidateQueries();
  };
  const accept = useMutation(trpc.repair.accept.mutationOptions({ onSettled: settled }));
  const leave = useMutation(trpc.repair.leave.mutationOptions({ onSettled: settled }));
  const error = accept.error ?? leave.error;
  const { options, trips, reserved, underWay } = preview;
  return (
    <div className="grid gap-5">
      <h2>{t("summary", { plate: repair.plate, count: trips })}</h2>
      {underWay.length > 0 ? (
        <Alert tone="warn" title={t("underWay", { numbers: underWay.join(t("comma")) })}>
          {t("underWayText")}
        </Alert>
      ) : null}
      {reserved > 0 ? <Alert>{t("reserved", { count: reserved })}</Alert> : null}
      {options.length === 0 ? <Alert tone="warn">{t("noOptions")}</Alert> : null}
      <div className="grid items-start gap-5 xl:grid-cols-2">
        {options.map((option) => (
          <RepairOptionCard key={option.kind} option={option} onTake={() => setAsked(option)} />
        ))}
      </div>
      <FailureNote error={error} />
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" onClick={onAgain}>
          {t("again")}
        </Button>
        <Button
          variant="quiet"
          loading={leave.isPending}
          onClick={() => leave.mutate({ repairId: repair.id })}
        >
          {t("leave")}
        </Button>
      </div>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(null))}
        title={t("confirm.title", { plate: repair.plate })}
        description={t("confirm.text", {
          moves: asked?.moves.length ?? 0,
          promises: asked?.promises.length ?? 0,
          unplaced: (asked?.unplaced.length ?? 0) + reserved,
        })}
        confirmLabel={t("take")}
        tone="danger"
        busy={accept.isPending}
        onConfirm={() => {
          if (asked) accept.mutate({ repairId: repair.id, kind: asked.kind });
        }}
      />
    </div>
  );
}
