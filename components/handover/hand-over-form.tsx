"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useIssueText } from "@/components/trip/failure-alert";
import { type Issues, issuesOf } from "@/components/trip/issues";
import { keptFile, signatureFile } from "@/components/trip/kept-file";
import type { KeptFile } from "@/components/trip/outbox-entry";
import { TripForm, useDone } from "@/components/trip/trip-form";
import { useDraft } from "@/components/trip/use-draft";
import { newEvent, useSubmission } from "@/components/trip/use-outbox";
import type { Trip } from "@/components/trip/use-trip";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { type Signature, SignaturePad } from "@/components/ui/signature-pad";
import { tripHandOver } from "@/server/core/handover";
import { emptyState, type StateDraft, stateOf } from "./state-draft";
import { StateFields } from "./state-fields";

interface Draft extends StateDraft {
  giver: string;
  receiver: string;
}

interface Signatures {
  giver: Signature | null;
  receiver: Signature | null;
}

/** Vital signs are asked for where somebody qualified rides along. */
const asksVitals = (trip: Trip) => trip.serviceLevel === "care_transfer";

/** Who of the crew signs first: whoever cares for the patient, else the first on the list. */
function crewName({ crew }: Trip): string {
  const order = ["doctor", "nurse", "bearer", "driver"];
  return [...crew].sort((a, b) => order.indexOf(a.duty) - order.indexOf(b.duty))[0]?.name ?? "";
}

/** The patient passes from one to the other: state, papers, belongings, both names and both signatures. */
function HandOverForm({ trip, end }: { trip: Trip; end: "pickup" | "dropoff" }) {
  const t = useTranslations("handover");
  const textOf = useIssueText();
  const own = crewName(trip);
  const { draft, change, clear } = useDraft<Draft>(`handover.${end}.${trip.id}`, {
    ...emptyState,
    giver: end === "dropoff" ? own : "",
    receiver: end === "pickup" ? own : "",
  });
  const [signatures, setSignatures] = useState<Signatures>({ giver: null, receiver: null });
  const [photo, setPhoto] = useState<File | null>(null);
  const [issues, setIssues] = useState<Issues>({});
  const submission = useSubmission(trip.id);
  const done = useDone(trip.id);
  const filesOf = async (): Promise<{ giver: KeptFile | null; receiver: KeptFile | null }> => ({
    giver: signatures.giver && (await signatureFile(signatures.giver, t("typedMark"))),
    receiver: signatures.receiver && (await signatureFile(signatures.receiver, t("typedMark"))),
  });
  const send = async () => {
    const { giver, receiver } = await filesOf();
    const input = {
      ...newEvent(trip.id),
      end,
      giverName: draft.giver,
      receiverName: draft.receiver,
      giverSignatureId: giver?.fileId ?? "",
      receiverSignatureId: receiver?.fileId ?? "",
      state: stateOf(draft, asksVitals(trip)),
    };
    const found = issuesOf(tripHandOver, input);
    setIssues(found);
    if (Object.keys(found).length > 0 || !giver || !receiver) return;
    if (photo) {
      const file = keptFile("photo", photo);
      const note = { ...newEvent(trip.id), note: "photo" as const };
      const data = { fileId: file.fileId, caption: t(`photoCaption.${end}`) };
      if (!(await submission.submit({ verb: "trip.note", input: { ...note, data } }, [file]))) return;
      setPhoto(null);
    }
    if (!(await submission.submit({ verb: "trip.handOver", input }, [giver, receiver]))) return;
    clear();
    done(end === "dropoff" ? `/crew/trips/${trip.id}/payment` : undefined);
  };
  const party = (who: "giver" | "receiver") => (
    <Card title={t(`${end}.${who}`)}>
      <div className="grid gap-5">
        <Field label={t("name")} error={textOf(issues[`${who}Name`] && "trip.name_needed")} required>
          <Input
            value={draft[who]}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => change({ [who]: event.target.value })}
            className="h-14"
          />
        </Field>
        <SignaturePad
          label={t("signature")}
          suggestedName={draft[who]}
          onValueChange={(signature) => setSignatures((before) => ({ ...before, [who]: signature }))}
          error={textOf(issues[`${who}SignatureId`] && "trip.signature_needed")}
        />
      </div>
    </Card>
  );
  return (
    <TripForm submission={submission} submitLabel={t(`${end}.submit`)} onSubmit={() => void send()}>
      <StateFields draft={draft} onChange={change} issues={issues} withVitals={asksVitals(trip)} />
      <Field label={t("photo")} optional>
        <FileInput
          value={photo}
          onValueChange={setPhoto}
          accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
          capture="environment"
        />
      </Field>
      {party("giver")}
      {party("receiver")}
      {Object.keys(issues).length > 0 ? (
        <p role="alert" className="font-medium text-danger">
          {t("incomplete")}
        </p>
      ) : null}
    </TripForm>
  );
}

/** At the pickup: the sender gives, the crew takes. */
export function TakeOverForm({ trip }: { trip: Trip }) {
  return <HandOverForm trip={trip} end="pickup" />;
}

/** At the drop-off: the crew gives, the receiver takes; it completes the trip. */
export function GiveOverForm({ trip }: { trip: Trip }) {
  return <HandOverForm trip={trip} end="dropoff" />;
}
