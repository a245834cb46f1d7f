"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import type { TrackPart } from "@/components/tracking/part";
import { useGuarded } from "@/components/tracking/use-guarded";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Billing } from "./money-moves";

/** What the crew was asked for on the way: nothing is charged that was not confirmed here or signed on board. */
export function ExtraRequests({ billing, ...part }: TrackPart & { billing: Billing }) {
  const t = useTranslations("payment-page.extras");
  const tLine = useTranslations("price.lines");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { guard, dialog } = useGuarded(part);
  const answer = useMutation(
    trpc.billing.answerExtra.mutationOptions({ onSettled: () => void client.invalidateQueries() }),
  );
  const open = billing.extras.filter(({ status }) => status === "asked");
  const give = (extraId: string, said: "confirmed" | "refused") =>
    guard(() => answer.mutateAsync({ extraId, answer: said }));
  return (
    <div className="mb-4 grid gap-3 empty:hidden">
      {open.map(({ id, code, fen }) => (
        <Alert
          key={id}
          tone="warn"
          live
          title={t("title", { what: tLine.has(code) ? tLine(code) : code })}
          action={
            <>
              <Button loading={answer.isPending} onClick={() => give(id, "confirmed")}>
                {t("confirm")} <Money fen={fen} />
              </Button>
              <Button variant="secondary" loading={answer.isPending} onClick={() => give(id, "refused")}>
                {t("refuse")}
              </Button>
            </>
          }
        >
          {t("text")}
        </Alert>
      ))}
      <FailureNote error={answer.error} />
      {dialog}
    </div>
  );
}
