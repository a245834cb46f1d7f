"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { AffectedList } from "./affected-list";
import { type MoveDraft, type MoveProps, useMove } from "./use-move";

/** One move with what it needs: a reason, a validity, and before a suspension everything that it would hit. */
export function MoveDialog(props: MoveProps) {
  const { data, move, onClose } = props;
  const t = useTranslations("certification.moves");
  const formId = useId();
  const { draft, change, needs, isTried, lacksReason, lacksValidity, isBlocked, decide, submit } =
    useMove(props);
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
        {isBlocked ? <Blocked current={data.current} /> : null}
        {needs("preview") ? <Hit affected={data.affected} /> : null}
        {needs("validity") ? (
          <Validity
            draft={draft}
            onChange={change}
            isVehicle={data.subject === "vehicle"}
            error={isTried && lacksValidity ? t("validMissing") : undefined}
          />
        ) : null}
        {needs("reason") ? (
          <Reason
            reason={draft.reason}
            onReason={(reason) => change({ reason })}
            error={isTried && lacksReason ? t("reasonMissing") : undefined}
          />
        ) : null}
        <FailureNote error={decide.error} />
      </form>
    </Dialog>
  );
}

/** Why it cannot be granted: what fails, or that there is nothing to measure by. */
function Blocked({ current }: Pick<MoveProps["data"], "current">) {
  const t = useTranslations("certification.moves");
  return (
    <Alert tone="warn">{current ? t("blocked", { count: current.fails.length }) : t("noStandards")}</Alert>
  );
}

/** What it would hit. */
function Hit({ affected }: Pick<MoveProps["data"], "affected">) {
  return (
    <div className="rounded-md bg-wait-soft p-4">
      <AffectedList affected={affected} />
    </div>
  );
}

interface ValidityProps {
  draft: MoveDraft;
  onChange: (next: Partial<MoveDraft>) => void;
  /** Only a vehicle is looked up by the public. */
  isVehicle: boolean;
  error: string | undefined;
}

function Validity({ draft, onChange, isVehicle, error }: ValidityProps) {
  const t = useTranslations("certification.moves");
  return (
    <>
      <Field label={t("validUntil")} error={error} required>
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
  );
}

interface ReasonProps {
  reason: string;
  onReason: (reason: string) => void;
  error: string | undefined;
}

function Reason({ reason, onReason, error }: ReasonProps) {
  const t = useTranslations("certification.moves");
  return (
    <Field label={t("reason")} hint={t("reasonHint")} error={error} required>
      <Textarea rows={3} maxLength={500} value={reason} onChange={(event) => onReason(event.target.value)} />
    </Field>
  );
}
