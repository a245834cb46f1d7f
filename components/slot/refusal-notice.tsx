"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CalendarDays, Clock3, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { Answers, BookingRegion } from "@/components/booking/answers";
import type { Kept } from "@/components/booking/kept";
import { dayIn } from "@/components/booking/local-clock";
import { useAssess } from "@/components/booking/use-assess";
import { dayOfAnswer } from "@/components/booking/wanted";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import type { Refusal } from "@/server/core/booking-view";

interface RefusalNoticeProps {
  refusal: Refusal;
  region: BookingRegion;
  answers: Kept<Answers>;
  /** At the seat, which is the hotline itself. */
  isHotline?: boolean;
}

/** Nothing can be kept: why, in plain words, and three ways on. */
export function RefusalNotice({ refusal, region, answers, isHotline }: RefusalNoticeProps) {
  const t = useTranslations("booking.refusal");
  const tReason = useTranslations("booking.refusal.reasons");
  return (
    <Card title={t("title")}>
      <p>{t("lead")}</p>
      {refusal.reasons.length > 0 ? (
        <ul className="mt-3 grid list-disc gap-1 ps-5">
          {refusal.reasons.map(({ constraint, vehicles }) => (
            <li key={constraint}>
              {t("reason", {
                reason: tReason.has(constraint) ? tReason(constraint) : tReason("other"),
                vehicles,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-4 font-semibold">{t("next")}</p>
      <WaysOn refusal={refusal} region={region} answers={answers} isHotline={isHotline} />
    </Card>
  );
}

function WaysOn({ refusal, region, answers, isHotline }: RefusalNoticeProps) {
  const t = useTranslations("booking.refusal");
  const client = useQueryClient();
  const { send, error, isBusy } = useAssess(answers, region);
  const { when } = answers.value;
  const again = (change: Partial<Answers>) => {
    send(change).then(
      () => client.invalidateQueries(),
      () => undefined,
    );
  };
  const now = Date.now();
  const today = dayIn(now, region.timeZone);
  const wholeDay = () => {
    const day = when ? dayOfAnswer(when, now, region.timeZone) : today;
    again({ when: { choice: "date", day, time: when?.time || "09:00", flexible: true } });
  };
  const otherDay = () =>
    again({ when: { choice: "date", day: refusal.otherDay, time: when?.time || "09:00", flexible: true } });
  return (
    <div className="mt-2 grid gap-3">
      {when?.flexible ? null : (
        <Button variant="secondary" loading={isBusy} onClick={wholeDay}>
          <Clock3 aria-hidden="true" />
          {t("wholeDay")}
        </Button>
      )}
      <Button variant="secondary" loading={isBusy} onClick={otherDay}>
        <CalendarDays aria-hidden="true" />
        {t.rich("otherDay", {
          day: () => <Instant at={`${refusal.otherDay}T04:00:00Z`} form="date" timeZone={region.timeZone} />,
        })}
      </Button>
      {isHotline ? null : (
        <Button asChild variant="secondary">
          <a href={`tel:${refusal.hotline}`}>
            <Phone aria-hidden="true" />
            {t("call", { hotline: refusal.hotline })}
          </a>
        </Button>
      )}
      <p className="text-ink-soft text-sm">{t("counted")}</p>
      <FailureNote error={error} />
    </div>
  );
}
