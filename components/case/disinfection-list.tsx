"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { DisinfectionRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { FileLinks } from "@/components/paper/file-links";
import { putPaper } from "@/components/paper/put-file";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { disinfectionMethods, methodFits } from "@/server/core/adverse-event";

interface DisinfectionListProps {
  rows: DisinfectionRow[];
  timeZone: string;
  /** Whether the reader may record; the regulator looks. */
  mayRecord: boolean;
  /** Photos are sent where the role may send them without a trip. */
  withPhoto: boolean;
}

/** Vehicle and crew that wait for disinfection, or were disinfected, and how. */
export function DisinfectionList({ rows, timeZone, mayRecord, withPhoto }: DisinfectionListProps) {
  const t = useTranslations("disinfection");
  return (
    <ul className="grid gap-4">
      {rows.map((row) => (
        <li key={row.id} className="rounded-md border border-line p-3">
          <p className="flex flex-wrap items-center justify-between gap-2 font-semibold">
            {t(`subjects.${row.subject}`)} {row.name}
            <Badge tone={row.doneAt ? "ok" : row.late ? "late" : "wait"}>
              {t(row.doneAt ? "done" : row.late ? "late" : "waits")}
            </Badge>
          </p>
          {row.doneAt ? (
            <Done row={row} timeZone={timeZone} />
          ) : (
            <p className="text-ink-soft text-sm">
              {row.subject === "vehicle" ? t("blocked") : null} {t("by")}{" "}
              <Instant at={row.dueAt} form="dateTime" timeZone={timeZone} />
            </p>
          )}
          {row.doneAt || !mayRecord ? null : <RecordForm row={row} withPhoto={withPhoto} />}
        </li>
      ))}
    </ul>
  );
}

function Done({ row, timeZone }: { row: DisinfectionRow; timeZone: string }) {
  const t = useTranslations("disinfection");
  return (
    <p className="text-ink-soft text-sm">
      {row.doneAt ? <Instant at={row.doneAt} form="dateTime" timeZone={timeZone} /> : null}
      {row.method ? ` · ${t(`methods.${row.method}`)}` : null}
      {row.note ? ` · ${row.note}` : null}{" "}
      <FileLinks fileIds={row.files} nameOf={(number) => t("photo", { number })} />
    </p>
  );
}

function useRecord(row: DisinfectionRow) {
  const t = useTranslations("disinfection");
  const trpc = useTRPC();
  const client = useQueryClient();
  const record = useMutation(trpc.adverse.disinfect.mutationOptions());
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async (method: (typeof disinfectionMethods)[number], note: string, photo: File | null) => {
    setSending(true);
    setFailure(null);
    try {
      const files = photo ? [(await putPaper(photo, "evidence")).fileId] : [];
      const { vehicleFree } = await record.mutateAsync({ disinfectionId: row.id, method, note, files });
      showToast({ tone: "ok", title: t(vehicleFree ? "freed" : "recorded") });
      await client.invalidateQueries();
      await client.refetchQueries({ queryKey: trpc.adverse.get.queryKey({ adverseId: row.adverseId }) });
    } catch (error) {
      setFailure(error);
    }
    setSending(false);
  };
  return { send, isSending, failure };
}

function RecordForm({ row, withPhoto }: { row: DisinfectionRow; withPhoto: boolean }) {
  const t = useTranslations("disinfection");
  const methods = disinfectionMethods.filter((method) => methodFits(row.subject, method));
  const [method, setMethod] = useState<(typeof methods)[number] | "">(
    methods.length === 1 ? (methods[0] ?? "") : "",
  );
  const [note, setNote] = useState("");
  const [photo, setPhoto] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const { send, isSending, failure } = useRecord(row);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (method !== "") void send(method, note.trim(), photo);
  };
  return (
    <form noValidate onSubmit={submit} className="mt-3 grid gap-3">
      <Field label={t("method")} error={isTried && method === "" ? t("methodMissing") : undefined} required>
        <Select
          value={method}
          placeholder={t("choose")}
          options={methods.map((value) => ({ value, label: t(`methods.${value}`) }))}
          onChange={(event) => setMethod(methods.find((it) => it === event.target.value) ?? "")}
        />
      </Field>
      <Field label={t("note")} hint={t("noteHint")} optional>
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {withPhoto ? (
        <Field label={t("evidence")} optional>
          <FileInput
            value={photo}
            onValueChange={setPhoto}
            accept="image/jpeg,image/png,image/webp"
            capture="environment"
          />
        </Field>
      ) : null}
      <FailureNote error={failure} />
      <Button type="submit" loading={isSending} className="justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
