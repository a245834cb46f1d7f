"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PhoneIncoming } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { type ComplaintDraft, ComplaintFields, isTold } from "@/components/complaint/complaint-fields";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Deadline } from "./deadline";

interface Draft extends ComplaintDraft {
  subject: string;
  contact: string;
}

const blank: Draft = { subject: "", topic: "", text: "", contact: "" };

/** A plate begins with a Chinese character, a marking's serial with its region and a year, a booking's number with neither. */
function subjectOf(typed: string) {
  const subject = typed.trim();
  if (/^\p{Script=Han}/u.test(subject)) return { plate: subject };
  return /^\d{6}-\d{2}-/.test(subject) ? { serial: subject } : { bookingNumber: subject };
}

/** A complaint by somebody on the phone, or found by the regulator itself: the number is read out at once. */
export function EnterCase() {
  const t = useTranslations("case.enter");
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      title={t("title")}
      description={t("lead")}
      trigger={
        <Button>
          <PhoneIncoming aria-hidden="true" />
          {t("open")}
        </Button>
      }
    >
      {isOpen ? <EnterForm onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function EnterForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("case.enter");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { timeZone } = useDesk();
  const [draft, setDraft] = useState(blank);
  const [isChecked, setChecked] = useState(false);
  const open = useMutation(
    trpc.complaint.open.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const isSubject = draft.subject.trim().length >= 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const { topic, text, contact } = draft;
    if (!topic || !isTold(draft) || !isSubject) return;
    open.mutate({ ...subjectOf(draft.subject), topic, text, ...(contact ? { contact } : {}) });
  };
  if (open.data)
    return (
      <Alert tone="ok" live title={t("done", { number: open.data.number })}>
        <p>
          {t("dueBy")} <Deadline at={open.data.dueAt} timeZone={timeZone} />
        </p>
        <Button className="mt-3" onClick={onDone}>
          {t("close")}
        </Button>
      </Alert>
    );
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label={t("subject")}
        hint={t("subjectHint")}
        error={isChecked && !isSubject ? t("subjectMissing") : undefined}
        required
      >
        <Input
          value={draft.subject}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => put({ subject: event.target.value })}
        />
      </Field>
      <ComplaintFields draft={draft} onDraft={put} isChecked={isChecked} />
      <Field label={t("contact")} hint={t("contactHint")} optional>
        <Input
          value={draft.contact}
          maxLength={120}
          autoComplete="off"
          inputMode="tel"
          onChange={(event) => put({ contact: event.target.value })}
        />
      </Field>
      <FailureNote error={open.error} />
      <Button type="submit" loading={open.isPending} className="justify-self-start">
        {t("send")}
      </Button>
    </form>
  );
}
