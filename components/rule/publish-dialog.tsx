"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { RuleRecord } from "@/components/api/outputs";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { Preview } from "./preview-card";
import { type Publishing, usePublish } from "./use-publish";

interface PublishDialogProps {
  rule: RuleRecord;
  /** The first day that the region's notice allows. */
  earliest: string;
  onClose: () => void;
}

/** The day, the notice and the review; below, what that day would bring. */
export function PublishDialog({ rule, earliest, onClose }: PublishDialogProps) {
  const t = useTranslations("rule.publish");
  const formId = useId();
  const publishing = usePublish(rule, earliest, onClose);
  const { send, submit, day } = publishing;
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title")}
      description={t("lead", { days: rule.minimumNoticeDays })}
      footer={
        <Button type="submit" form={formId} loading={send.isPending}>
          {t("submit")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <When publishing={publishing} earliest={earliest} days={rule.minimumNoticeDays} />
        <Review publishing={publishing} />
        <div className="rounded-md bg-paper p-4">
          <h3 className="mb-2 font-medium">{t("preview")}</h3>
          <Preview rule={rule} effectiveOn={day || null} />
        </div>
        <FailureNote error={send.error} />
      </form>
    </Dialog>
  );
}

interface WhenProps {
  publishing: Publishing;
  earliest: string;
  /** The region's notice. */
  days: number;
}

function When({ publishing, earliest, days }: WhenProps) {
  const t = useTranslations("rule.publish");
  const { day, noticeRef, isAtOnce, isTried, lacksDay, change } = publishing;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label={t("day")}
        hint={t(isAtOnce ? "dayHintNow" : "dayHint", { days })}
        error={isTried && lacksDay ? t("dayMissing") : undefined}
        required={!isAtOnce}
      >
        <Input
          type="date"
          min={earliest}
          value={day}
          onChange={(event) => change({ day: event.target.value })}
        />
      </Field>
      <Field label={t("noticeRef")} optional>
        <Input
          value={noticeRef}
          maxLength={120}
          onChange={(event) => change({ noticeRef: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** Whether it was reviewed, where its kind asks for that; if not, why it is published all the same. */
function Review({ publishing }: { publishing: Publishing }) {
  const t = useTranslations("rule.publish");
  const { mayBeReviewed, isReviewed, setReviewed, needsNote, note, isTried, lacksNote, change } = publishing;
  return (
    <>
      {mayBeReviewed ? (
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
            onChange={(event) => change({ note: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
