"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { useTRPC } from "@/components/api/provider";
import { keptFile } from "@/components/trip/kept-file";
import type { KeptFile } from "@/components/trip/outbox-entry";
import { TripForm, useTaken } from "@/components/trip/trip-form";
import { useDraft } from "@/components/trip/use-draft";
import { useSubmission } from "@/components/trip/use-outbox";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  emptyDraft,
  filledOf,
  type InspectionDraft,
  problemOfItem,
  problemOfOdometer,
} from "./inspection-draft";
import { InspectionItem } from "./inspection-item";
import type { Inspection } from "./use-inspections";

const readMilliseconds = 3_000;

/** The list, gone through on the phone; what was chosen outlives a reload, without a net it is kept and sent later. */
export function InspectionForm({ inspection, onSent }: { inspection: Inspection; onSent: () => void }) {
  const t = useTranslations("inspection");
  const { shiftId, items, odometerKm } = inspection;
  const { draft, change, clear } = useDraft<InspectionDraft>(`inspection.${shiftId}`, emptyDraft);
  const [files, setFiles] = useState<Record<string, KeptFile & { photo: File }>>({});
  const [isTried, setTried] = useState(false);
  const submission = useSubmission(shiftId);
  const tell = useTaken(shiftId);
  const client = useQueryClient();
  const trpc = useTRPC();
  const setPhoto = (id: string, photo: File | null) => {
    const { [id]: _gone, ...rest } = files;
    setFiles(photo ? { ...rest, [id]: { ...keptFile("photo", photo), photo } } : rest);
  };
  const filled = filledOf(items, draft, files, odometerKm);
  const odometerProblem = isTried ? problemOfOdometer(draft.odometer, odometerKm) : null;
  const send = async () => {
    setTried(true);
    if (!filled) return;
    const input = { inspectionId: uuidv7(), shiftId, inspectedAt: new Date().toISOString(), ...filled };
    const sent = items.flatMap(({ id }) => {
      const file = files[id];
      return file ? [{ fileId: file.fileId, purpose: file.purpose, content: file.content }] : [];
    });
    if (!(await submission.submit({ verb: "inspection.file", input }, sent))) return;
    clear();
    // With a net the answer is read first, so that the empty form does not come back for a moment.
    const read = client.invalidateQueries(trpc.inspection.pathFilter());
    if (navigator.onLine)
      await Promise.race([read, new Promise((done) => setTimeout(done, readMilliseconds))]);
    // Without a net no other page opens: what it came to stands in the place of the form.
    tell();
    onSent();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <Field
        label={t("odometer")}
        hint={t("lastOdometer", { km: odometerKm })}
        error={odometerProblem ? t(`problems.${odometerProblem}`) : undefined}
        required
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          suffix={t("km")}
          value={draft.odometer}
          onChange={(event) => change({ odometer: event.target.value })}
          className="h-16 text-2xl! tabular-nums"
        />
      </Field>
      {items.map((item) => (
        <InspectionItem
          key={item.id}
          item={item}
          result={draft.results[item.id]}
          note={draft.notes[item.id] ?? ""}
          photo={files[item.id]?.photo ?? null}
          problem={isTried ? problemOfItem(item, draft, files[item.id] !== undefined) : null}
          onResult={(result) => change({ results: { ...draft.results, [item.id]: result } })}
          onNote={(note) => change({ notes: { ...draft.notes, [item.id]: note } })}
          onPhoto={(photo) => setPhoto(item.id, photo)}
        />
      ))}
      {isTried && !filled ? <Alert tone="danger" live title={t("problems.some")} /> : null}
    </TripForm>
  );
}
