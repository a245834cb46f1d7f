"use client";

import { useMutation } from "@tanstack/react-query";
import { Dices } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberStepper } from "@/components/ui/number-stepper";
import { useRouter } from "@/messages/navigation";
import { addDays, localDay } from "@/server/core/local-time";
import { sampleDraw } from "@/server/core/sample-input";

/** Which past days, and how many trips of them; the seed is the machine's. */
export function DrawForm() {
  const t = useTranslations("sample.draw");
  const trpc = useTRPC();
  const router = useRouter();
  const words = useFailureText();
  const { now, timeZone } = useDesk();
  const today = localDay(new Date(now), timeZone);
  const [from, setFrom] = useState(addDays(today, -30));
  const [until, setUntil] = useState(addDays(today, -1));
  const [wanted, setWanted] = useState(20);
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation(
    trpc.sample.draw.mutationOptions({
      onSuccess: ({ sampleId }) => router.push(`/regulator/samples/${sampleId}`),
    }),
  );
  const asked = { from, until, wanted };
  const isGood = sampleDraw.safeParse(asked).success && until < today;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) mutate(asked);
  };
  return (
    <Card title={t("title")}>
      <p className="mb-4 max-w-prose text-ink-soft">{t("lead")}</p>
      <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Field label={t("from")} className="w-40">
          <Input
            type="date"
            value={from}
            max={addDays(today, -1)}
            onChange={({ target }) => setFrom(target.value)}
          />
        </Field>
        <Field label={t("until")} className="w-40">
          <Input
            type="date"
            value={until}
            max={addDays(today, -1)}
            onChange={({ target }) => setUntil(target.value)}
          />
        </Field>
        <Field label={t("wanted")}>
          <NumberStepper value={wanted} onValueChange={setWanted} min={1} max={200} />
        </Field>
        <Button type="submit" loading={isPending}>
          <Dices aria-hidden="true" />
          {t("button")}
        </Button>
      </form>
      {isTried && !isGood ? (
        <Alert tone="warn" live>
          {t("wrong")}
        </Alert>
      ) : null}
      {error ? (
        <Alert tone="danger" live>
          {words(error)}
        </Alert>
      ) : null}
    </Card>
  );
}
