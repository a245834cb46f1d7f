"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import type { CertificationMove } from "@/server/core/certification";
import { fewest, isTooShort } from "@/server/core/said";
import { AffectedList } from "./affected-list";

interface MoveDialogProps {
  data: CertificationRecord;
  move: CertificationMove;
  onClose: () => void;
}

const asks = {
  reason: ["ask_more", "refuse", "suspend", "lift", "revoke"],
  validity: ["certify", "extend"],
  standards: ["certify", "extend", "lift"],
  preview: ["suspend", "revoke"],
} satisfies Record<string, CertificationMove[]>;

function useDecide({ move, onClose }: MoveDialogProps) {
  const t = useTranslations("certification.moves");
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.certification.decide.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done", { move: t(move) }) });
        onClose();
      },
    }),
  );
}

interface Draft {
  reason: string;
  conditions: string;
  conditionsPublic: boolean;
  validUntil: string;
}

/** One move with what it needs: a reason, a validity, and before a suspension everything that it would hit. */
export function MoveDialog(props: MoveDialogProps) {
  const { data, move, onClose } = props;
  const t = useTranslations("certification.moves");
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({
    reason: "",
    conditions: data.conditions ?? "",
    conditionsPublic: data.conditionsPublic,
    validUntil: "",
  });
  const [isTried, setTried] = useState(false);
  const decide = useDecide(props);
  const needs = (what: keyof typeof asks) => asks[what].some((it) => it === move);
  const lacksReason = needs("reason") && isTooShort(draft.reason, fewest.words);
  const lacksValidity = needs("validity") && draft.validUntil === "";
  const isBlocked = needs("standards") && !data.current?.passes;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacksReason || lacksValidity || isBlocked) return;
    decide.mutate({
      certificationId: data.id,
      move,
      reason: draft.reason.trim() || null,
      conditions: draft.conditions.trim() || null,
      conditionsPublic: draft.conditionsPublic,
      validUntil: draft.validUntil || null,
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(move)}
      description={t(`leads.${move}`)}
      footer={
        <Button
          type="submit"
          form={formId}
          variant={needs("preview") ? "danger" : "primary"}
          disabled={isBlocked}
          loading={decide.isPending}
        >
          {t(move)}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        {isBlocked ? (
          <Alert tone="warn">
            {data.current ? t("blocked", { count: data.current.fails.length }) : t("noStandards")}
          </Alert>
        ) : null}
        {needs("preview") ? (
          <div className="rounded-md bg-wait-soft p-4">
            <AffectedList affected={data.affected} />
          </div>
        ) : null}
        <Fields
          draft={draft}
          onChange={(next) => setDraft({ ...draft, ...next })}
          hasReason={needs("reason")}
          hasValidity={needs("validity")}
          isVehicle={data.subject === "vehicle"}
          reasonError={isTried && lacksReason ? t("reasonMissing") : undefined}
          validityError={isTried && lacksValidity ? t("validMissing") : undefined}
        />
        <FailureNote error={decide.error} />
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  draft: Draft;
  onChange: (next: Partial<Draft>) => void;
  hasReason: boolean;
  hasValidity: boolean;
  /** Only a vehicle is looked up by the public. */
  isVehicle: boolean;
  reasonError: string | undefined;
  validityError: string | undefined;
}

function Fields(props: FieldsProps) {
  const { draft, onChange, hasReason, hasValidity, isVehicle, reasonError, validityError } = props;
  const t = useTranslations("certification.moves");
  return (
    <>
      {hasValidity ? (
        <>
          <Field label={t("validUntil")} error={validityError} required>
            <Input
              type="date"
              value={draft.validUntil}
              onChange={(event) => onChange({ validUntil: event.target.value })}
            />
          </Field>
          <Field label={t("conditions")} hint={t("conditionsHint")} optional>
            <Textarea
              rows={2}
              maxLength={500}
              value={draft.conditions}
              onChange={(event) => onChange({ conditions: event.target.value })}
            />
          </Field>
          {isVehicle && draft.conditions.trim() ? (
            <Checkbox
              label={t("conditionsPublic")}
              checked={draft.conditionsPublic}
              onChange={(event) => onChange({ conditionsPublic: event.target.checked })}
            />
          ) : null}
        </>
      ) : null}
      {hasReason ? (
        <Field label={t("reason")} hint={t("reasonHint")} error={reasonError} required>
          <Textarea
            rows={3}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => onChange({ reason: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
