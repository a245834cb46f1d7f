"use client";

import { useMutation } from "@tanstack/react-query";
import { Stethoscope } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useLive } from "@/components/api/live";
import type { Answers, BookingRegion } from "@/components/booking/answers";
import type { Kept } from "@/components/booking/kept";
import { StepHeading } from "@/components/booking/step-frame";
import { useAssess } from "@/components/booking/use-assess";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { TimelineList } from "@/components/ui/timeline-list";
import type { DraftView } from "@/server/core/booking-view";
import { normalisePhone } from "@/server/core/phone";

interface ReviewScreenProps {
  region: BookingRegion;
  answers: Kept<Answers>;
  draft: DraftView;
}

/** A clinician decides: by when, what happens then, and where the news goes. The page goes on by itself. */
export function ReviewScreen({ region, answers, draft }: ReviewScreenProps) {
  const t = useTranslations("triage-form.review");
  const isEnglish = useLocale() === "en";
  useLive(answers.value.draft?.token ?? undefined);
  const { review } = draft;
  const due = review ? <Instant at={review.dueAt} timeZone={region.timeZone} now={Date.now()} /> : null;
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <StepHeading lead={review ? t(review.inHours ? "lead" : "leadLater") : t("leadPlain")}>
        {t("title")}
      </StepHeading>
      <section className="flex items-center gap-4 rounded-xl border border-wait-line bg-wait-soft p-5">
        <Stethoscope aria-hidden="true" className="size-9 shrink-0 text-wait" />
        <div>
          <p className="text-wait">{t("decidesBy")}</p>
          <p className="font-bold text-2xl">{due ?? t("soon")}</p>
          <p className="mt-1 text-sm">{t("number", { number: draft.number })}</p>
        </div>
      </section>
      {draft.reasons.length > 0 ? (
        <Card title={t("why")}>
          <ul className="grid gap-1">
            {draft.reasons.map((reason) => (
              <li key={reason.ruleId}>{isEnglish ? reason.textEn : reason.textZh}</li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Card title={t("then.title")}>
        <TimelineList
          items={[
            { key: "asked", title: t("then.asked"), tone: "done" },
            { key: "decides", title: t("then.decides"), at: due, tone: "current" },
            { key: "choose", title: t("then.choose"), tone: "next" },
          ]}
        />
      </Card>
      <ContactForReview region={region} answers={answers} />
      <p className="text-ink-soft">{t("worse", { hotline: region.hotline })}</p>
    </div>
  );
}

function ContactForReview({ region, answers }: Omit<ReviewScreenProps, "draft">) {
  const t = useTranslations("triage-form.review.contact");
  const { send } = useAssess(answers, region);
  const { callerPhone } = answers.value;
  const [typed, setTyped] = useState(callerPhone);
  const [isWrong, setWrong] = useState(false);
  const save = useMutation({ mutationFn: (phone: string) => send({ callerPhone: phone }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = normalisePhone(typed).ok;
    setWrong(!isRight);
    if (isRight) save.mutate(typed.trim());
  };
  return (
    <Card title={t("title")}>
      <form onSubmit={submit} noValidate className="grid gap-3">
        <Field label={t("phone")} hint={t("hint")} error={isWrong ? t("wrong") : undefined}>
          <Input
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="secondary" loading={save.isPending}>
          {t("submit")}
        </Button>
        <p role="status" className="text-ok text-sm">
          {save.isSuccess ? t("saved") : ""}
        </p>
        <FailureNote error={save.error} />
      </form>
    </Card>
  );
}
