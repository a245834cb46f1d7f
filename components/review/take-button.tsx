"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { ReviewRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useShortcuts } from "@/components/seat/use-shortcuts";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";

/** Tell the colleagues that one is at it, so that two do not work on the same question. */
export function TakeButton({ review }: { review: ReviewRecord }) {
  const t = useTranslations("review");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const take = useMutation(
    trpc.review.take.mutationOptions({
      onError: (error) => showToast({ tone: "info", title: t("takeFailed"), description: words(error) }),
      onSettled: () => client.invalidateQueries(),
    }),
  );
  const go = () => take.mutate({ reviewId: review.id });
  useShortcuts({ t: take.isPending ? undefined : go });
  return (
    <Button variant="secondary" loading={take.isPending} onClick={go} aria-keyshortcuts="T">
      <Hand aria-hidden="true" />
      {t(review.taken === "other" ? "takeOver" : "take")}
    </Button>
  );
}
