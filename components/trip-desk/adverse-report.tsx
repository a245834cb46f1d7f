"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { putPaper } from "@/components/paper/put-file";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { type AdverseKind, adverseKinds } from "@/server/core/adverse-event";
import { typedInstant } from "@/server/core/local-time";
import { fewest, isTooShort } from "@/server/core/said";

interface Draft {
  reportId: string;
  bookingNumber: string;
  kind: AdverseKind | "";
  happenedAt: string;
  description: string;
  people: string;
  photo: File | null;
}

const blank = (): Draft => ({
  reportId: crypto.randomUUID(),
  bookingNumber: "",
  kind: "",
  happenedAt: "",
  description: "",
  people: "",
  photo: null,
});

/** Send a report with its photo; `null` as draft: the form is closed. A second press sends the same report. */
function useReport(tripId: string | undefined) {
  const t = useTranslations("trip-desk.adverse");
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const report = useMutation(trpc.adverse.report.mutationOptions());
  const close = () => {
    setDraft(null);
    setTried(false);
    setFailure(null);
  };
  const send = async (it: Draft, at: Date, kind: AdverseKind) => {
    const { bookingNumber, photo, reportId, description, people } = it;
    setSending(true);
    setFailure(null);
    try {
      const files = photo ? [(await putPaper(photo, "evidence")).fileId] : [];
      const about = tripId ? { tripId } : { bookingNumber };
      const happenedAt = at.toISOString();
      await report.mutateAsync({ ...about, reportId, kind, happenedAt, description, people, files });
      close();
      showToast({ tone: "ok", title: t("reported") });
      await client.invalidateQueries();
      // What is read once, since each reading is an audit row, is read again after an own deed.
      await client.refetchQueries({ queryKey: trpc.oversight.record.queryKey() });
    } catch (error) {
      setFailure(error);
    }
    setSending(false);
  };
  const submit = () => {
    setTried(true);
    if (!draft || draft.kind === "" || isTooShort(draft.description, fewest.story)) return;
    const at = typedInstant(draft.happenedAt, timeZone);
    if (at && (tripId || draft.bookingNumber.trim())) void send(draft, at, draft.kind);
  };
  return { draft, setDraft, isTried, isSending, failure, submit, close };
}

/** Report what went wrong on a trip; whoever has no trip before them names it by the booking's number. */
export function AdverseReport({ tripId }: { tripId?: string }) {
  const t = useTranslations("trip-desk.adverse");
  const { draft, setDraft, isTried, isSending, failure, submit, close } = useReport(tripId);
  return (
    <>
      <Button variant="danger" onClick={() => setDraft((before) => before ?? blank())}>
        <TriangleAlert aria-hidden="true" />
        {t("report")}
      </Button>
      {draft ? (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => (isOpen ? undefined : close())}
          title={t("report")}
          description={t("reportText")}
          confirmLabel={t("send")}
          busy={isSending}
          onConfirm={submit}
        >
          <Fields
            draft={draft}
            withNumber={!tripId}
            isTried={isTried}
            onDraft={(part) => setDraft((before) => before && { ...before, ...part })}
          />
          <FailureNote error={failure} />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

interface FieldsProps {
  draft: Draft;
  withNumber: boolean;
  isTried: boolean;
  onDraft: (part: Partial<Draft>) => void;
}

function Fields({ draft, withNumber, isTried, onDraft: put }: FieldsProps) {
  const t = useTranslations("trip-desk.adverse");
  const missing = (isMissing: boolean, words: string) => (isTried && isMissing ? words : undefined);
  return (
    <div className="mb-4 grid gap-4">
      {withNumber ? (
        <Field
          label={t("number")}
          hint={t("numberHint")}
          error={missing(draft.bookingNumber.trim() === "", t("numberMissing"))}
          required
        >
          <Input
            value={draft.bookingNumber}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => put({ bookingNumber: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t("columns.kind")} error={missing(draft.kind === "", t("kindMissing"))} required>
        <Select
          value={draft.kind}
          placeholder={t("choose")}
          options={adverseKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(event) => put({ kind: adverseKinds.find((it) => it === event.target.value) ?? "" })}
        />
      </Field>
      <Field label={t("columns.at")} error={missing(draft.happenedAt === "", t("atMissing"))} required>
        <Input
          type="datetime-local"
          value={draft.happenedAt}
          onChange={(event) => put({ happenedAt: event.target.value })}
        />
      </Field>
      <Field
        label={t("columns.what")}
        error={missing(isTooShort(draft.description, fewest.story), t("whatMissing"))}
        required
      >
        <Textarea
          rows={4}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => put({ description: event.target.value })}
        />
      </Field>
      <Field label={t("people")} hint={t("peopleHint")} optional>
        <Textarea
          rows={2}
          maxLength={500}
          value={draft.people}
          onChange={(event) => put({ people: event.target.value })}
        />
      </Field>
      <Field label={t("photo")} optional>
        <FileInput
          value={draft.photo}
          onValueChange={(photo) => put({ photo })}
          accept="image/jpeg,image/png,image/webp,application/pdf"
        />
      </Field>
    </div>
  );
}
