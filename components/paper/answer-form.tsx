"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

const nothingTyped = { answer: "" };

/** Answer what the reviewer asked for, and send the application again. What was typed stays until it has arrived. */
export function AnswerForm({ certificationId }: { certificationId: string }) {
  const t = useTranslations("paper.answer");
  const trpc = useTRPC();
  const client = useQueryClient();
  const draft = useKept(`anzhuan.certification.answer.${certificationId}`, "session", nothingTyped);
  const { answer } = draft.value;
  const [isTried, setTried] = useState(false);
  const supply = useMutation(
    trpc.certification.supply.mutationOptions({
      onSuccess: async () => {
        draft.forget();
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("sent") });
      },
    }),
  );
  const isShort = isTooShort(answer, fewest.words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) supply.mutate({ certificationId, answer });
  };
  return (
    <Card title={t("title")}>
      <form noValidate onSubmit={submit} className="grid justify-items-start gap-4">
        <Field
          label={t("label")}
          hint={t("hint")}
          error={isTried && isShort ? t("missing") : undefined}
          required
          className="w-full"
        >
          <Textarea
            rows={3}
            maxLength={500}
            value={answer}
            onChange={(event) => draft.set({ answer: event.target.value })}
          />
        </Field>
        <FailureNote error={supply.error} />
        <Button type="submit" loading={supply.isPending}>
          {t("send")}
        </Button>
      </form>
    </Card>
  );
}
