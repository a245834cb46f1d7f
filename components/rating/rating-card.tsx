"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import type { TrackPart } from "@/components/tracking/part";
import { phaseOf } from "@/components/tracking/phase";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { ratingScores } from "@/server/core/rating-input";

/** How the ride was, asked once after its end; a low answer opens a case by itself and says its number. */
export function RatingCard({ view }: Pick<TrackPart, "view">) {
  return phaseOf(view) === "completed" ? <OfRide bookingId={view.bookingId} /> : null;
}

function OfRide({ bookingId }: { bookingId: string }) {
  const t = useTranslations("rating");
  const trpc = useTRPC();
  const { data, error, isPending, refetch, isFetching } = useQuery(
    trpc.rating.get.queryOptions({ bookingId }),
  );
  if (isPending) return null;
  if (data === undefined)
    return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  return (
    <div id="rating" className="no-print scroll-mt-4">
      <Card title={t("title")}>{data ? <Given {...data} /> : <RatingForm bookingId={bookingId} />}</Card>
    </div>
  );
}

function Stars({ score }: { score: number }) {
  return (
    <span className="inline-flex gap-0.5" aria-hidden="true">
      {ratingScores.map((value) => (
        <Star
          key={value}
          className={classNames("size-5", value <= score ? "fill-current text-primary" : "text-line")}
        />
      ))}
    </span>
  );
}

function Given({ score, text, number }: { score: number; text: string; number: string | null }) {
  const t = useTranslations("rating");
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <Stars score={score} />
        {t("given", { score, word: t(`words.${score}`) })}
      </p>
      {text ? <p className="whitespace-pre-wrap break-words text-ink-soft">{text}</p> : null}
      {number ? <Alert tone="info" title={t("opened", { number })} /> : null}
    </div>
  );
}

const notRated = { score: null, text: "" };

function RatingForm({ bookingId }: { bookingId: string }) {
  const t = useTranslations("rating");
  const trpc = useTRPC();
  const client = useQueryClient();
  const draft = useKept<{ score: number | null; text: string }>(
    `anzhuan.rating.${bookingId}`,
    "session",
    notRated,
  );
  const { score, text } = draft.value;
  const [isTried, setTried] = useState(false);
  const give = useMutation(
    trpc.rating.give.mutationOptions({
      onSuccess: () => {
        draft.forget();
        return client.invalidateQueries();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (score !== null) give.mutate({ bookingId, score, text });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <fieldset>
        <legend className="mb-2">{t("lead")}</legend>
        <div className="grid grid-cols-5 gap-1.5">
          {ratingScores.map((value) => (
            <label
              key={value}
              className="grid min-h-14 cursor-pointer place-items-center rounded-md border border-control p-1 text-center text-xs has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-primary"
            >
              <input
                type="radio"
                name="score"
                value={value}
                checked={score === value}
                onChange={() => draft.set({ score: value })}
                className="sr-only"
              />
              <span className="font-semibold text-base">{value}</span>
              {t(`words.${value}`)}
            </label>
          ))}
        </div>
        {isTried && score === null ? <p className="mt-1 text-danger text-sm">{t("missing")}</p> : null}
      </fieldset>
      {score === null ? null : (
        <Field label={t("text")} hint={score <= 2 ? t("lowHint") : undefined} optional>
          <Textarea
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(event) => draft.set({ text: event.target.value })}
          />
        </Field>
      )}
      <FailureNote error={give.error} />
      <Button type="submit" loading={give.isPending} className="justify-self-start">
        {t("send")}
      </Button>
    </form>
  );
}
