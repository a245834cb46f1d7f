"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowLeftRight, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { useRouter } from "@/messages/navigation";
import { answersAgain } from "./again-answers";
import { furthestStep, useAnswers } from "./answers";

interface AgainButtonsProps {
  regionId: string;
  bookingId: string;
  /** Runs the deed, after a one-time code where the page needs one. */
  guard?: (deed: () => Promise<unknown>) => void;
  size?: "sm" | "md";
}

/** The same way again, or back: opens the booking form as it was filled; only the day and the state are asked anew. */
export function AgainButtons({ regionId, bookingId, guard, size = "md" }: AgainButtonsProps) {
  const t = useTranslations("again");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const answers = useAnswers(regionId);
  const [busy, setBusy] = useState<"same" | "back" | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fill = async (swap: boolean) => {
    setBusy(swap ? "back" : "same");
    setError(null);
    try {
      const query = trpc.booking.again.queryOptions({ bookingId, swap });
      const next = answersAgain(await client.fetchQuery({ ...query, staleTime: 0, gcTime: 0 }));
      answers.set(next);
      router.push(`/book?step=${furthestStep(next)}`);
    } catch (reason) {
      setBusy(null);
      setError(reason);
      throw reason;
    }
  };
  const run = (swap: boolean) => {
    if (guard) guard(() => fill(swap));
    else fill(swap).catch(() => undefined);
  };
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-3">
        <Button size={size} loading={busy === "same"} disabled={busy !== null} onClick={() => run(false)}>
          <RotateCcw aria-hidden="true" />
          {t("same")}
        </Button>
        <Button
          size={size}
          variant="secondary"
          loading={busy === "back"}
          disabled={busy !== null}
          onClick={() => run(true)}
        >
          <ArrowLeftRight aria-hidden="true" />
          {t("back")}
        </Button>
      </div>
      <FailureNote error={error} />
    </div>
  );
}
