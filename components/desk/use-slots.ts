"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readFailure } from "@/components/api/domain-error";
import { useTRPC } from "@/components/api/provider";
import type { HoldView, QuoteView } from "@/server/core/booking-view";

/** Somebody was faster, or the price ran out: the next best slots are asked for at once. */
const askAnewKeys = new Set([
  "slot.taken",
  "slot.way_back_taken",
  "quote.expired",
  "quote.not_open",
  "quote.not_found",
]);

export interface Held {
  quote: QuoteView;
  hold: HoldView;
}

/**
 * The slots of a draft, asked for once per `round` and not again by the live page, since asking issues binding quotes;
 * and holding one of them.
 */
export function useSlots(bookingId: string, round: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const issue = useMutation(trpc.quote.list.mutationOptions());
  const choose = useMutation(trpc.booking.chooseSlot.mutationOptions());
  const release = useMutation(trpc.booking.releaseSlot.mutationOptions());
  const [held, setHeld] = useState<Held | null>(null);
  const quotes = useQuery({
    queryKey: ["slots at the desk", bookingId, round],
    queryFn: () => issue.mutateAsync({ bookingId }),
    enabled: false,
    retry: false,
  });
  const { refetch } = quotes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is asked for anew
  useEffect(() => {
    setHeld(null);
    void refetch();
  }, [refetch, bookingId, round]);
  const pick = async (quote: QuoteView) => {
    try {
      const hold = await choose.mutateAsync({ bookingId, quoteId: quote.id });
      setHeld({ quote, hold });
    } catch (error) {
      if (askAnewKeys.has(readFailure(error).key)) await refetch();
    }
  };
  /** Give the slot back and look at the others. */
  const giveBack = async () => {
    setHeld(null);
    choose.reset();
    await release.mutateAsync({ bookingId }).catch(() => undefined);
    await refetch();
    await client.invalidateQueries(trpc.booking.draft.queryFilter());
  };
  const busyId = choose.isPending ? choose.variables.quoteId : null;
  const isGentle = choose.error !== null && askAnewKeys.has(readFailure(choose.error).key);
  return { quotes, held, pick, giveBack, busyId, chooseError: choose.error, isGentle };
}
