"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Textarea } from "@/components/ui/textarea";
import { type AdverseKind, adverseKinds } from "@/server/core/adverse-event";
import { fewest, isTooShort } from "@/server/core/said";
import { cannotCarryReasons, tripAdvance, tripNoteInput } from "@/server/core/trip-input";
import { useIssueText } from "./failure-alert";
import { type Issues, issuesOf } from "./issues";
import { keptFile } from "./kept-file";
import { TripForm, useDone } from "./trip-form";
import { useDraft } from "./use-draft";
import { newEvent, useSubmission } from "./use-outbox";
import type { Trip } from "./use-trip";

const photos = "image/jpeg,image/png,image/webp,image/heic,image/heif";

/** A photo with a line about it. */
export function PhotoForm({ trip: { id: tripId } }: { trip: Trip }) {
  const t = useTranslations("trip.photo");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft(`photo.${tripId}`, { caption: "" });
  const [photo, setPhoto] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const submission = useSubmission(tripId);
  const done = useDone(tripId);
  const send = async () => {
    setTried(true);
    if (!photo) return;
    const file = keptFile("photo", photo);
    const data = { fileId: file.fileId, caption: draft.caption };
    const input = { ...newEvent(tripId), note: "photo" as const, data };
    if (!(await submission.submit({ verb: "trip.note", input }, [file]))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <Field label={t("photo")} error={textOf(isTried && !photo ? "trip.photo_needed" : undefined)} required>
        <FileInput value={photo} onValueChange={setPhoto} accept={photos} capture="environment" />
      </Field>
      <Field label={t("caption")} optional>
        <Textarea
          value={draft.caption}
          maxLength={500}
          onChange={(event) => change({ caption: event.target.value })}
        />
      </Field>
    </TripForm>
  );
}

/** Anything worth writing down. */
export function NoteForm({ trip: { id: tripId } }: { trip: Trip }) {
  const t = useTranslations("trip.note");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft(`note.${tripId}`, { text: "" });
  const [isTried, setTried] = useState(false);
  const submission = useSubmission(tripId);
  const done = useDone(tripId);
  const text = draft.text.trim();
  const send = async () => {
    setTried(true);
    if (!text) return;
    const input = { ...newEvent(tripId), note: "note" as const, data: { text } };
    if (!(await submission.submit({ verb: "trip.note", input }))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <Field label={t("text")} error={textOf(isTried && !text ? "trip.text_needed" : undefined)} required>
        <Textarea
          rows={5}
          value={draft.text}
          maxLength={500}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
    </TripForm>
  );
}

type CannotCarryReason = (typeof cannotCarryReasons)[number];

/** Why the patient cannot be carried: ends the trip, and dispatch takes over. */
export function CannotCarryForm({ trip: { id: tripId } }: { trip: Trip }) {
  const t = useTranslations("trip.cannotCarry");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft<{ reason: CannotCarryReason | ""; note: string }>(
    `cannot-carry.${tripId}`,
    { reason: "", note: "" },
  );
  const [issues, setIssues] = useState<Issues>({});
  const submission = useSubmission(tripId);
  const done = useDone(tripId);
  const send = async () => {
    const { reason, note } = draft;
    if (reason === "") return setIssues({ "data.reason": "trip.reason_choose" });
    if (reason === "other" && isTooShort(note, fewest.words))
      return setIssues({ "data.note": "trip.text_needed" });
    const input = { ...newEvent(tripId), move: "cannot_carry" as const, data: { reason, note } };
    const found = issuesOf(tripAdvance, input);
    setIssues(found);
    if (Object.keys(found).length > 0) return;
    if (!(await submission.submit({ verb: "trip.advance", input }))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} isGrave onSubmit={() => void send()}>
      <RadioCards
        legend={t("reason")}
        error={textOf(issues["data.reason"])}
        value={draft.reason}
        onValueChange={(value) => change({ reason: value as CannotCarryReason })}
        choices={cannotCarryReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
      />
      <Field label={t("note")} error={textOf(issues["data.note"])} optional={draft.reason !== "other"}>
        <Textarea
          value={draft.note}
          maxLength={500}
          onChange={(event) => change({ note: event.target.value })}
        />
      </Field>
    </TripForm>
  );
}

/** A fall, an accident, a death: told to operator and regulator within their deadlines. */
export function AdverseForm({ trip: { id: tripId } }: { trip: Trip }) {
  const t = useTranslations("trip.adverse");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft<{ kind: AdverseKind | ""; description: string; people: string }>(
    `adverse.${tripId}`,
    { kind: "", description: "", people: "" },
  );
  const [photo, setPhoto] = useState<File | null>(null);
  const [issues, setIssues] = useState<Issues>({});
  const submission = useSubmission(tripId);
  const done = useDone(tripId);
  const send = async () => {
    const { kind, description, people } = draft;
    if (kind === "") return setIssues({ "data.kind": "trip.reason_choose" });
    const sent = photo ? [keptFile("photo", photo)] : [];
    const data = { kind, description, people, files: sent.map(({ fileId }) => fileId) };
    const input = { ...newEvent(tripId), note: "adverse_event" as const, data };
    const found = issuesOf(tripNoteInput, input);
    setIssues(found);
    if (Object.keys(found).length > 0) return;
    if (!(await submission.submit({ verb: "trip.note", input }, sent))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <RadioCards
        legend={t("kind")}
        error={textOf(issues["data.kind"])}
        columns="pair"
        value={draft.kind}
        onValueChange={(value) => change({ kind: value as AdverseKind })}
        choices={adverseKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <Field
        label={t("description")}
        hint={t("descriptionHint")}
        error={textOf(issues["data.description"])}
        required
      >
        <Textarea
          rows={5}
          value={draft.description}
          maxLength={2000}
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      <Field label={t("photo")} hint={t("photoHint")} optional>
        <FileInput value={photo} onValueChange={setPhoto} accept={photos} capture="environment" />
      </Field>
      <Field label={t("people")} hint={t("peopleHint")} optional>
        <Textarea
          rows={2}
          value={draft.people}
          maxLength={500}
          onChange={(event) => change({ people: event.target.value })}
        />
      </Field>
    </TripForm>
  );
}
