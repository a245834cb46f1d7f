"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { Mismatch } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

/** Say that the money was given back at the payment service. A resend changes nothing. */
function DropForm({ paymentId }: { paymentId: string }) {
  const t = useTranslations("finance.mismatches");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reference, setReference] = useState("");
  const [isTried, setTried] = useState(false);
  const isGood = !isTooShort(reference, fewest.words);
  const drop = useMutation(
    trpc.payment.dropMismatch.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done") });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) drop.mutate({ paymentId, reference: reference.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-3">
      <Field label={t("reference")} error={isTried && !isGood ? t("referenceWrong") : undefined} required>
        <Input maxLength={60} value={reference} onChange={(event) => setReference(event.target.value)} />
      </Field>
      <FailureNote error={drop.error} />
      <Button type="submit" loading={drop.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}

/** Payments of which the payment service tells another sum than was due, and what to do about each. */
export function Mismatches({ initial }: { initial: Mismatch[] }) {
  const t = useTranslations("finance.mismatches");
  const tRefunds = useTranslations("finance.failedRefunds");
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const { data } = useQuery({ ...trpc.payment.mismatches.queryOptions(), initialData: initial });
  if (data.length === 0)
    return <EmptyState icon={<BadgeCheck />} title={t("none.title")} description={t("none.text")} />;
  return (
    <section aria-label={t("title")} className="grid gap-4">
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      {data.map((row) => (
        <Card key={row.id} title={tRefunds("booking", { number: row.bookingNumber })}>
          <div className="grid gap-4">
            <DescriptionList
              items={[
                { term: t("due"), value: <Money fen={row.amountFen} /> },
                { term: t("intent"), value: row.intentRef },
                {
                  term: t("createdAt"),
                  value: <Instant at={row.createdAt} form="dateTime" timeZone={timeZone} />,
                },
              ]}
            />
            <DropForm paymentId={row.id} />
          </div>
        </Card>
      ))}
    </section>
  );
}
