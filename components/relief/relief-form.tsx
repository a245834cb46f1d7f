"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { putPaper } from "@/components/paper/put-file";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import type { BookingRef } from "@/server/core/booking-input";
import type { ReliefGroup } from "@/server/core/tariff/rules";

export interface ReliefAsked {
  bookingId: string;
  /** How the booking is named to the server: a guest's link says it by itself. */
  reference: BookingRef;
  /** Prices have to be asked for anew. */
  onChanged: () => void;
}

interface ReliefFormProps extends ReliefAsked {
  offered: readonly ReliefGroup[];
}

/** Name the group, hand in the paper, agree to the ordinary price should it not be accepted. */
export function ReliefForm({ bookingId, reference, offered, onChanged }: ReliefFormProps) {
  const t = useTranslations("booking.relief");
  const tGroup = useTranslations("price.relief");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const [group, setGroup] = useState<ReliefGroup | undefined>(offered.length === 1 ? offered[0] : undefined);
  const [paper, setPaper] = useState<File | null>(null);
  const [agrees, setAgrees] = useState(false);
  const [isTried, setTried] = useState(false);
  // A second try of the same claim is the same claim.
  const claimId = useRef(crypto.randomUUID());
  const claim = useMutation(trpc.relief.claim.mutationOptions({ onSuccess: onChanged }));
  const send = useMutation({
    mutationFn: async (of: { group: ReliefGroup; paper: File }) => {
      const { fileId } = await putPaper(of.paper, "relief", bookingId);
      const ids = { claimId: claimId.current, fileId };
      return claim.mutateAsync({ ...reference, ...ids, group: of.group, agreesToNormalPrice: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (group && paper && agrees) send.mutate({ group, paper });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4 pb-4">
      <p className="text-ink-soft text-sm">{t("lead")}</p>
      <RadioCards
        legend={t("group")}
        choices={offered.map((value) => ({ value, label: tGroup(value) }))}
        columns={3}
        value={group ?? ""}
        onValueChange={(value) => setGroup(offered.find((it) => it === value))}
        error={isTried && !group ? t("groupMissing") : undefined}
      />
      <Field
        label={t("paper")}
        hint={t("paperHint")}
        error={isTried && !paper ? t("paperMissing") : undefined}
      >
        <FileInput value={paper} onValueChange={setPaper} />
      </Field>
      <Checkbox
        label={t("agree")}
        checked={agrees}
        onChange={(event) => setAgrees(event.target.checked)}
        error={isTried && !agrees ? tError("relief.agreement_needed") : undefined}
      />
      <FailureNote error={send.error} />
      <Button type="submit" loading={send.isPending} className="justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
