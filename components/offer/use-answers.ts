"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { readFailure } from "@/components/api/domain-error";
import { useFailureText } from "@/components/api/failure-text";
import type { OfferView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { showToast } from "@/components/ui/toast";
import type { DeclineReason } from "@/server/core/offer";

/** The ways to answer an offer; whatever comes of it is said in words, and the list is read again. */
export interface Answers {
  accept: (offer: OfferView) => void;
  decline: (offer: OfferView, reason: DeclineReason, note: string) => Promise<boolean>;
  /** The offer whose answer is on its way. */
  busyId: string | null;
}

/** Answers that came too late or met a changed plan: nobody did wrong, the booking goes on by itself. */
const gentle = new Set(["offer.expired", "offer.not_open", "offer.not_possible", "offer.standard_failed"]);

export function useAnswers(): Answers {
  const t = useTranslations("offer");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const refetch = () => client.invalidateQueries();
  const refuse = (error: unknown) => {
    const isGentle = gentle.has(readFailure(error).key);
    showToast({
      tone: isGentle ? "info" : "danger",
      title: t(isGentle ? "outcome.gone" : "outcome.failed"),
      description: words(error),
    });
    return refetch();
  };
  const accept = useMutation(trpc.offer.accept.mutationOptions({ onError: refuse }));
  const decline = useMutation(trpc.offer.decline.mutationOptions({ onError: refuse }));
  const accepting = accept.isPending ? accept.variables.offerId : null;
  const declining = decline.isPending ? decline.variables.offerId : null;
  return {
    busyId: accepting ?? declining,
    accept: ({ id, snapshot }) => {
      if (accept.isPending) return;
      const { bookingNumber: number, plate } = snapshot;
      accept.mutate(
        { offerId: id },
        {
          onSuccess: () => {
            showToast({
              tone: "ok",
              title: t("outcome.accepted", { number }),
              description: t("outcome.acceptedText", { plate }),
            });
            return refetch();
          },
        },
      );
    },
    decline: async ({ id, snapshot }, reason, note) => {
      try {
        const { breach } = await decline.mutateAsync({ offerId: id, reason, note });
        showToast({
          tone: breach ? "warn" : "info",
          title: t("outcome.declined", { number: snapshot.bookingNumber }),
          description: t(breach ? "outcome.declinedBreach" : "outcome.declinedText"),
        });
        await refetch();
        return true;
      } catch (error) {
        return gentle.has(readFailure(error).key);
      }
    },
  };
}
