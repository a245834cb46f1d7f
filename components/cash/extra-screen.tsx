"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import type { Trip } from "@/components/trip/use-trip";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Skeleton } from "@/components/ui/skeleton";
import { ExtraAnswer } from "./extra-answer";
import { ExtraFactsFields, emptyExtra, extraOf } from "./extra-facts-form";

const answerPollMilliseconds = 5_000;

/** Something the payer asked for on the way: its price by the tariff, and the payer's yes before it is done. */
export function ExtraScreen({ trip }: { trip: Trip }) {
  const t = useTranslations("trip.extra");
  const trpc = useTRPC();
  const account = useQuery(
    trpc.billing.ofBooking.queryOptions(
      { bookingId: trip.bookingId },
      {
        refetchInterval: ({ state }) =>
          state.data?.extras.some(({ status }) => status === "asked") ? answerPollMilliseconds : false,
      },
    ),
  );
  const extras = account.data?.extras ?? [];
  return (
    <div className="grid gap-6">
      {extras.map((extra) => (
        <ExtraAnswer key={extra.id} tripId={trip.id} extra={extra} />
      ))}
      {extras.some(({ status }) => status === "asked") ? null : <AskForm tripId={trip.id} />}
      {extras.length > 0 ? <p className="text-ink-soft">{t("only")}</p> : null}
    </div>
  );
}

/** Choose, see the price, ask. */
function AskForm({ tripId }: { tripId: string }) {
  const t = useTranslations("trip.extra");
  const textOf = useFailureText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(emptyExtra);
  const [extraId, setExtraId] = useState(() => uuidv7());
  const facts = extraOf(draft);
  const price = useQuery(
    trpc.billing.priceExtra.queryOptions(
      { tripId, extra: facts ?? { code: "stretcher" } },
      { enabled: facts !== null, retry: 0 },
    ),
  );
  const ask = useMutation(
    trpc.billing.askExtra.mutationOptions({
      onSuccess: async () => {
        setExtraId(uuidv7());
        setDraft(emptyExtra);
        await queryClient.invalidateQueries(trpc.billing.pathFilter());
      },
    }),
  );
  return (
    <div className="grid gap-6">
      <ExtraFactsFields draft={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      {facts ? (
        <div role="status" className="rounded-lg border-2 border-primary bg-surface px-4 py-4">
          <p className="text-ink-soft">{t("price")}</p>
          {price.data ? (
            <>
              <Money fen={price.data.fen} className="font-bold text-4xl" />
              <p className="mt-1 text-base text-ink-soft">{price.data.rule}</p>
            </>
          ) : price.isError ? (
            <p className="font-medium">{textOf(price.error)}</p>
          ) : (
            <Skeleton className="h-12 w-32" />
          )}
        </div>
      ) : null}
      <FailureNote error={ask.error} />
      <Button
        size="touch"
        wide
        disabled={!facts || !price.data}
        loading={ask.isPending}
        onClick={() => {
          if (facts) ask.mutate({ extraId, tripId, extra: facts });
        }}
      >
        {t("ask")}
      </Button>
    </div>
  );
}
