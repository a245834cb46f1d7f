"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { Preview } from "./preview-card";

interface PublishDialogProps {
  rule: RuleRecord;
  /** The first day that the region's notice allows. */
  earliest: string;
  onClose: () => void;
}

const reviewedKinds = ["standard", "triage", "needs"];

/** What is typed; the word that it was reviewed is given anew each time. */
interface Typed {
  /** Absent as long as nobody chose one. */
  day?: string;
  noticeRef: string;
  note: string;
}

const nothingTyped: Typed = { noticeRef: "", note: "" };

function usePublish(onDone: () => void) {
  const t = useTranslations("rule.publish");
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.rule.publish.mutationOptions({
      onSuccess: ({ status }) => {
        showToast({ tone: "ok", title: t(status === "in_force" ? "inForce" : "announced") });
        onDone();
        router.refresh();
      },
    }),
  );
}

/** The day, the notice and the review; below, what that day would bring. */
export function PublishDialog({ rule, earliest, onClose }: PublishDialogProps) {
  const t = useTranslations("rule.publish");
  const formId = useId();
  const draft = useKept(`anzhuan.rule.publish.${rule.id}`, "session", nothingTyped);
  const publish = usePublish(() => {
    draft.forget();
    onClose();
  });
  const isAtOnce = rule.minimumNoticeDays === 0;
  const { day = isAtOnce ? "" : earliest, noticeRef, note } = draft.value;
  const [isReviewed, setReviewed] = useState(false);
  const [isTried, setTried] = useState(false);
  const needsNote = reviewedKinds.includes(rule.kind) && !isReviewed;
  const lacksNote = needsNote && note.trim() === "";
  const lacksDay = !isAtOnce && day === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacksNote || lacksDay) return;
    publish.mutate({
      ruleVersionId: rule.id,
      revision: rule.revision,
      effectiveOn: day || null,
      noticeRef,
      reviewed: isReviewed,
      note,
    });
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title")}
      description={t("lead", { days: rule.minimumNoticeDays })}
      footer={
        <Button type="submit" form={formId} loading={publish.isPending}>
          {t("submit")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t("day")}
            hint={t(isAtOnce ? "dayHintNow" : "dayHint", { days: rule.minimumNoticeDays })}
            error={isTried && lacksDay ? t("dayMissing") : undefined}
            required={!isAtOnce}
          >
            <Input
              type="date"
              min={earliest}
              value={day}
              onChange={(event) => draft.set({ day: event.target.value })}
            />
          </Field>
          <Field label={t("noticeRef")} optional>
            <Input
              value={noticeRef}
              maxLength={120}
              onChange={(event) => draft.set({ noticeRef: event.target.value })}
            />
          </Field>
        </div>
        {reviewedKinds.includes(rule.kind) ? (
          <Checkbox
            label={t("reviewed")}
            description={t("reviewedHint")}
            checked={isReviewed}
            onChange={(event) => setReviewed(event.target.checked)}
          />
        ) : null}
        {needsNote ? (
          <Field
            label={t("note")}
            hint={t("noteHint")}
            error={isTried && lacksNote ? t("noteMissing") : undefined}
            required
          >
            <Textarea
              rows={2}
              maxLength={1000}
              value={note}
              onChange={(event) => draft.set({ note: event.target.value })}
            />
          </Field>
        ) : null}
        <div className="rounded-md bg-paper p-4">
          <h3 className="mb-2 font-medium">{t("preview")}</h3>
          <Preview rule={rule} effectiveOn={day || null} />
        </div>
        <FailureNote error={publish.error} />
      </form>
    </Dialog>
  );
}
