"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney, Money } from "@/components/ui/money";
import { NumberStepper } from "@/components/ui/number-stepper";
import { denominationsFen, piecesFen } from "@/server/core/cash-count";
import { parseYuan } from "@/server/core/money";

type Way = "sum" | "pieces";

/** Count the cash in hand, by pieces or by the sum, beside what was taken. */
export function CountForm({ uncountedFen }: { uncountedFen: number }) {
  const t = useTranslations("cash");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [countId] = useState(() => uuidv7());
  const [way, setWay] = useState<Way>("sum");
  const [typed, setTyped] = useState("");
  const [pieces, setPieces] = useState<Record<string, number>>({});
  const [isTried, setTried] = useState(false);
  const declaredFen = way === "pieces" ? piecesFen(pieces) : parseYuan(typed);
  const declare = useMutation(
    trpc.cash.declare.mutationOptions({ onSuccess: () => client.invalidateQueries(trpc.cash.pathFilter()) }),
  );
  const submit = () => {
    setTried(true);
    if (declaredFen !== null)
      declare.mutate({ countId, declaredFen, pieces: way === "pieces" ? pieces : null });
  };
  const difference = declaredFen === null ? 0 : declaredFen - uncountedFen;
  return (
    <Card title={t("form.title")}>
      <div className="grid gap-5">
        <RadioCards
          legend={t("form.way")}
          columns="pair"
          value={way}
          onValueChange={(value) => setWay(value === "pieces" ? "pieces" : "sum")}
          choices={[
            { value: "sum", label: t("form.sum") },
            { value: "pieces", label: t("form.pieces") },
          ]}
        />
        {way === "sum" ? (
          <Field
            label={t("form.amount")}
            error={isTried && declaredFen === null ? t("form.amountWrong") : undefined}
            required
          >
            <Input
              inputMode="decimal"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              suffix={t("form.yuan")}
              className="h-16 text-2xl! tabular-nums"
            />
          </Field>
        ) : (
          <div className="grid gap-3">
            {denominationsFen.map((value) => (
              <Field key={value} label={formatMoney(value, locale)}>
                <NumberStepper
                  value={pieces[value] ?? 0}
                  max={999}
                  unit={t("form.unit")}
                  onValueChange={(count) => setPieces({ ...pieces, [value]: count })}
                />
              </Field>
            ))}
          </div>
        )}
        <p role="status" className="text-lg">
          {t("form.counted")} <Money fen={declaredFen ?? 0} className="font-bold" />
          {declaredFen !== null && difference !== 0 ? (
            <span className="block text-late">
              {t(difference < 0 ? "form.short" : "form.over", {
                amount: formatMoney(Math.abs(difference), locale),
              })}
            </span>
          ) : null}
        </p>
        <FailureNote error={declare.error} />
        <Button size="touch" wide loading={declare.isPending} onClick={submit}>
          {t("form.submit")}
        </Button>
        <p className="text-ink-soft">{t("form.note")}</p>
      </div>
    </Card>
  );
}
