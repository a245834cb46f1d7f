"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { useIssueText } from "./failure-alert";
import { keptFile } from "./kept-file";
import { TripForm, useDone } from "./trip-form";
import { useDraft } from "./use-draft";
import { newEvent, useSubmission } from "./use-outbox";
import type { Trip } from "./use-trip";
import { yuanToFen } from "./yuan";

const photos = "image/jpeg,image/png,image/webp,image/heic,image/heif";

/** A toll with its receipt: the amount counts only with the photo. */
export function TollForm({ trip: { id: tripId } }: { trip: Trip }) {
  const t = useTranslations("trip.toll");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft(`toll.${tripId}`, { yuan: "", way: "outbound" });
  const [photo, setPhoto] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const submission = useSubmission(tripId);
  const done = useDone(tripId);
  const fen = yuanToFen(draft.yuan);
  const isAmount = fen !== null && fen >= 1 && fen <= 1_000_000;
  const send = async () => {
    setTried(true);
    if (!isAmount || !photo) return;
    const file = keptFile("toll", photo);
    const way = draft.way === "return" ? ("return" as const) : ("outbound" as const);
    const data = { fen, photoFileId: file.fileId, way };
    const input = { ...newEvent(tripId), note: "toll" as const, data };
    if (!(await submission.submit({ verb: "trip.note", input }, [file]))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <Field label={t("amount")} error={textOf(isTried && !isAmount ? "trip.amount" : undefined)} required>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={draft.yuan}
          onChange={(event) => change({ yuan: event.target.value })}
          suffix={t("yuan")}
          className="h-16 text-2xl! tabular-nums"
        />
      </Field>
      <Field
        label={t("photo")}
        hint={t("photoHint")}
        error={textOf(isTried && !photo ? "trip.photo_needed" : undefined)}
        required
      >
        <FileInput value={photo} onValueChange={setPhoto} accept={photos} capture="environment" />
      </Field>
      <RadioCards
        legend={t("way")}
        value={draft.way}
        onValueChange={(way) => change({ way })}
        columns="pair"
        choices={[
          { value: "outbound", label: t("outbound") },
          { value: "return", label: t("return") },
        ]}
      />
    </TripForm>
  );
}
