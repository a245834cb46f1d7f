"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckboxCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { type Signature, SignaturePad } from "@/components/ui/signature-pad";
import { Textarea } from "@/components/ui/textarea";
import { type Identifier, identifiers, tripAdvance } from "@/server/core/trip-input";
import { CodePad } from "./code-pad";
import { FailureAlert, useIssueText } from "./failure-alert";
import { type Issues, issuesOf } from "./issues";
import { signatureFile } from "./kept-file";
import { TripForm, useDone } from "./trip-form";
import { useDraft } from "./use-draft";
import { newEvent, useSubmission } from "./use-outbox";
import type { Trip } from "./use-trip";

/** Make sure that this is the patient: the family's code, or two identifiers with the sender's signature. */
export function BoardingForm({ trip }: { trip: Trip }) {
  const t = useTranslations("trip.board");
  const isLocked = trip.boardingTriesLeft === 0;
  const [isWithoutCode, setWithoutCode] = useState(isLocked);
  return (
    <div className="grid gap-6">
      <p className="rounded-lg bg-primary-soft px-4 py-3">
        {t("patient")} <span className="font-bold text-xl">{trip.people.patientName ?? t("unnamed")}</span>
      </p>
      {isWithoutCode ? <TwoIdentifiers trip={trip} /> : <ByCode trip={trip} />}
      {isLocked ? null : (
        <Button variant="secondary" size="touch" wide onClick={() => setWithoutCode(!isWithoutCode)}>
          {t(isWithoutCode ? "withCode" : "withoutCode")}
        </Button>
      )}
    </div>
  );
}

function ByCode({ trip }: { trip: Trip }) {
  const t = useTranslations("trip.board");
  const [code, setCode] = useState("");
  const { busy, failure, submit } = useSubmission(trip.id);
  const done = useDone(trip.id);
  const send = async (typed: string) => {
    const data = { by: "boarding_code" as const, code: typed };
    const input = { ...newEvent(trip.id), move: "board" as const, data };
    if (await submit({ verb: "trip.advance", input })) return done();
    setCode("");
  };
  const change = (next: string) => {
    setCode(next);
    if (next.length === 4) void send(next);
  };
  return (
    <div className="grid gap-4">
      <CodePad label={t("code")} value={code} onValueChange={change} busy={busy} />
      <FailureAlert failure={failure} />
      {trip.boardingTriesLeft < 5 ? (
        <p className="text-ink-soft">{t("triesLeft", { count: trip.boardingTriesLeft })}</p>
      ) : null}
    </div>
  );
}

function TwoIdentifiers({ trip }: { trip: Trip }) {
  const t = useTranslations("trip.board");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft<{ checked: Identifier[]; reason: string }>(`board.${trip.id}`, {
    checked: [],
    reason: "",
  });
  const [signature, setSignature] = useState<Signature | null>(null);
  const [issues, setIssues] = useState<Issues>({});
  const submission = useSubmission(trip.id);
  const done = useDone(trip.id);
  const send = async () => {
    const file = signature ? await signatureFile(signature, t("typedMark")) : null;
    const data = {
      by: "two_identifiers" as const,
      identifiers: draft.checked,
      reason: draft.reason,
      senderSignatureId: file?.fileId ?? "",
    };
    const input = { ...newEvent(trip.id), move: "board" as const, data };
    const found = issuesOf(tripAdvance, input);
    setIssues(found);
    if (Object.keys(found).length > 0 || !file) return;
    if (!(await submission.submit({ verb: "trip.advance", input }, [file]))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <CheckboxCards
        legend={t("identifiers")}
        hint={t("identifiersHint")}
        error={textOf(issues["data.identifiers"])}
        columns="pair"
        values={draft.checked}
        onValuesChange={(values) => change({ checked: values as Identifier[] })}
        choices={identifiers.map((value) => ({ value, label: t(`identifier.${value}`) }))}
      />
      <Field label={t("reason")} hint={t("reasonHint")} error={textOf(issues["data.reason"])} required>
        <Textarea
          rows={2}
          maxLength={200}
          value={draft.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Field>
      <SignaturePad
        label={t("senderSignature")}
        onValueChange={setSignature}
        error={issues["data.senderSignatureId"] ? textOf("trip.signature_needed") : undefined}
      />
    </TripForm>
  );
}
