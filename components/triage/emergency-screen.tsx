"use client";

import { PhoneCall } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { BookingRegion } from "@/components/booking/answers";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import type { EmergencyView } from "@/server/core/booking-view";
import { normalisePhone } from "@/server/core/phone";
import type { TriageReason } from "@/server/core/triage";

export interface EmergencyScreenProps {
  region: BookingRegion;
  /** Null until the record is made. */
  emergency: EmergencyView | null;
  reasons: TriageReason[];
  error: unknown;
  isBusy: boolean;
  phone: string;
  onPhone: (phone: string) => void;
  onRetry: () => void;
  onBack: () => void;
}

/** Call 120 now: one tap, the number to read out, and what happens by itself meanwhile. */
export function EmergencyScreen(props: EmergencyScreenProps) {
  const t = useTranslations("triage-form.emergency");
  const isEnglish = useLocale() === "en";
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <section className="rounded-xl border-2 border-emergency bg-surface p-5 text-center sm:p-8">
        <h1 ref={heading} tabIndex={-1} className="text-3xl text-emergency shadow-none! outline-none!">
          {t("title")}
        </h1>
        <p className="mt-2 text-lg">{t("lead")}</p>
        <Button asChild variant="emergency" size="touch" wide className="mt-5 min-h-24! text-3xl!">
          <a href="tel:120">
            <PhoneCall aria-hidden="true" />
            {t("call")}
          </a>
        </Button>
        <ul className="mt-4 grid gap-1 text-start text-base">
          {props.reasons.map((reason) => (
            <li key={reason.ruleId}>· {isEnglish ? reason.textEn : reason.textZh}</li>
          ))}
        </ul>
      </section>
      <Record {...props} />
      <CallBack {...props} />
      <p className="text-ink-soft">{t("whileWaiting")}</p>
      <Button variant="quiet" className="justify-self-start" onClick={props.onBack}>
        {t("mistake")}
      </Button>
    </div>
  );
}

function Record({ emergency, error, isBusy, onRetry, region }: EmergencyScreenProps) {
  const t = useTranslations("triage-form.emergency");
  if (!emergency && error && !isBusy) {
    return (
      <>
        <p className="font-medium">{t("recordFailed", { hotline: region.hotline })}</p>
        <FailureNote error={error} onRetry={onRetry} />
      </>
    );
  }
  return (
    <Card title={t("record.title")}>
      <p className="text-ink-soft">{t("record.lead")}</p>
      {emergency ? (
        <p className="mt-2 font-bold text-3xl tabular-nums tracking-wide">{emergency.reference}</p>
      ) : (
        <Skeleton className="mt-3 h-10 w-48" />
      )}
      <p role="status" className="mt-2 text-sm">
        {emergency
          ? t(`record.${emergency.status}`, { by: emergency.acknowledgedBy ?? "" })
          : t("record.saving")}
      </p>
    </Card>
  );
}

function CallBack({ region, emergency, phone, onPhone, isBusy }: EmergencyScreenProps) {
  const t = useTranslations("triage-form.emergency.callBack");
  const [typed, setTyped] = useState(phone);
  const [isWrong, setWrong] = useState(false);
  if (emergency?.callBackBy) {
    return (
      <Card title={t("promised")}>
        <p role="status">
          {t.rich("by", {
            phone,
            time: () => <Instant at={emergency.callBackBy ?? ""} form="time" timeZone={region.timeZone} />,
          })}
        </p>
      </Card>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = normalisePhone(typed).ok;
    setWrong(!isRight);
    if (isRight) onPhone(typed.trim());
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
        <Button type="submit" variant="secondary" loading={isBusy}>
          {t("submit")}
        </Button>
      </form>
    </Card>
  );
}
