"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PhoneCall, Siren } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { AcknowledgeForm } from "@/components/emergency/acknowledge-form";
import { HandoverStatus } from "@/components/emergency/handover-status";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { relation } from "@/server/core/booking-input";
import { normalisePhone } from "@/server/core/phone";
import { fewest, isTooShort } from "@/server/core/said";
import type { QuestionSet } from "@/server/core/triage/question-set";
import type { IntakeState } from "./intake-state";

interface To120PanelProps {
  state: IntakeState;
  flags: QuestionSet["redFlags"];
}

/** The caller goes to 120 now: the place, the button, the number to read out. Nothing else is asked for. */
export function To120Panel({ state, flags }: To120PanelProps) {
  const { handoverId } = state.call.value;
  return handoverId ? <HandedOver handoverId={handoverId} /> : <HandOverForm state={state} flags={flags} />;
}

function inputOf({ answers, people, call }: IntakeState, placeText: string) {
  const { from, triage, mobility } = answers.value;
  const { phone, patientName } = people.value;
  const { hint: _hint, ...place } = from ?? { hint: "" };
  const known = relation.safeParse(answers.value.caller === "self" ? "self" : people.value.relation);
  return {
    patientName: patientName.trim() || null,
    phone: normalisePhone(phone).ok ? phone.trim() : null,
    relation: known.success ? known.data : null,
    mobility,
    placeText,
    place: from && !isTooShort(from.label, fewest.words) && "lat" in place ? place : null,
    answers: triage,
    note: call.value.note.trim(),
  };
}

function HandOverForm({ state, flags }: To120PanelProps) {
  const t = useTranslations("seat.to120");
  const isEnglish = useLocale() === "en";
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isChecked, setChecked] = useState(false);
  const { answers, call } = state;
  const { from } = answers.value;
  const placeText = call.value.placeText || [from?.label, from?.detail].filter(Boolean).join(" ");
  const handOver = useMutation(
    trpc.emergency.handOver.mutationOptions({
      onSuccess: ({ id }) => {
        call.set({ handoverId: id });
        return client.invalidateQueries();
      },
    }),
  );
  const isPlaceMissing = isTooShort(placeText, fewest.words);
  const isReasonMissing = flags.length === 0 && call.value.note.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isPlaceMissing && !isReasonMissing) handOver.mutate(inputOf(state, placeText.trim()));
  };
  return (
    <section aria-label={t("title")} className="rounded-xl border-2 border-emergency bg-surface p-5">
      <div role="alert">
        <h2 className="flex items-center gap-2 text-2xl text-emergency">
          <Siren aria-hidden="true" className="size-7" />
          {t("title")}
        </h2>
        <ul className="mt-2 font-semibold">
          {flags.map((flag) => (
            <li key={flag.id}>{isEnglish ? flag.textEn : flag.textZh}</li>
          ))}
        </ul>
      </div>
      <p className="mt-2">{t("say")}</p>
      <form onSubmit={submit} noValidate className="mt-4 grid gap-4">
        <Field
          label={t("place")}
          error={isChecked && isPlaceMissing ? t("placeMissing") : undefined}
          required
        >
          <Input
            name="emergency-place"
            value={placeText}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => call.set({ placeText: event.target.value })}
          />
        </Field>
        <Field
          label={t("note")}
          error={isChecked && isReasonMissing ? t("noteMissing") : undefined}
          optional={flags.length > 0}
        >
          <Textarea
            value={call.value.note}
            rows={2}
            maxLength={500}
            onChange={(event) => call.set({ note: event.target.value })}
          />
        </Field>
        <FailureNote error={handOver.error} />
        <Button type="submit" variant="emergency" size="touch" wide loading={handOver.isPending}>
          {t("submit")}
        </Button>
      </form>
    </section>
  );
}

/** The reference in large figures, who took it, and the alarm when nobody does. */
export function HandedOver({ handoverId }: { handoverId: string }) {
  const t = useTranslations("seat.to120");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery({
    ...trpc.emergency.get.queryOptions({ handoverId }),
    refetchInterval: 5_000,
  });
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-48" />;
  const isPending = data.status === "open" || data.status === "escalated";
  return (
    <section
      aria-label={t("handed")}
      className="grid gap-4 rounded-xl border-2 border-emergency bg-surface p-5"
    >
      <div>
        <h2 className="text-lg">{t("handed")}</h2>
        <p className="font-bold text-4xl tabular-nums tracking-wide">{data.reference}</p>
        <p className="mt-1 text-ink-soft">{t("readOut")}</p>
      </div>
      <div aria-live="assertive">
        <HandoverStatus handover={data} />
        {data.status === "escalated" ? (
          <p className="mt-2 font-semibold text-danger">{t("escalated")}</p>
        ) : null}
      </div>
      {isPending ? (
        <>
          <Button asChild variant="emergency" size="lg">
            <a href="tel:120">
              <PhoneCall aria-hidden="true" />
              {t("call")}
            </a>
          </Button>
          <AcknowledgeForm handoverId={handoverId} />
        </>
      ) : null}
      <LinkButton href={`/seat/emergency/${handoverId}`} variant="secondary">
        {t("sheet")}
      </LinkButton>
    </section>
  );
}
