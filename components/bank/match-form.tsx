"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import type { BankLine } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { bankMatchInput } from "@/server/core/bank/statement";
import { parseYuan } from "@/server/core/money";

const ways = ["booking", "account", "returned", "later"] as const;
type Way = (typeof ways)[number];

/** A person says what a transfer is for, sends it back, or takes it on to find out. */
export function MatchForm({ line, onDone }: { line: BankLine; onDone: () => void }) {
  const t = useTranslations("bank.match");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [matchId] = useState(() => uuidv7());
  const [way, setWay] = useState<Way>("booking");
  const [typed, setTyped] = useState("");
  const [hospitalId, setHospitalId] = useState("");
  const [amount, setAmount] = useState((line.leftFen / 100).toFixed(2));
  const [isTried, setTried] = useState(false);
  const hospitals = useQuery({ ...trpc.hospitalAccount.list.queryOptions(), enabled: way === "account" });
  const onSuccess = async () => {
    await client.invalidateQueries();
    showToast({ tone: "ok", title: t("done") });
    onDone();
  };
  const match = useMutation(trpc.bank.match.mutationOptions({ onSuccess }));
  const own = useMutation(trpc.bank.own.mutationOptions({ onSuccess }));
  const amountFen = parseYuan(amount) ?? 0;
  const about = { matchId, lineId: line.id, amountFen };
  const parsed = bankMatchInput.safeParse(
    way === "account"
      ? { ...about, kind: way, hospitalId }
      : way === "booking"
        ? { ...about, kind: way, bookingNumber: typed }
        : { ...about, kind: "returned", reference: typed },
  );
  const isWrong = (field: string) =>
    isTried && !parsed.success && parsed.error.issues.some(({ path }) => path[0] === field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (way === "later") return own.mutate({ lineId: line.id, note: typed });
    if (parsed.success && amountFen <= line.leftFen) match.mutate(parsed.data);
  };
  const text = (label: string, error?: string) => (
    <Field label={label} error={error}>
      <Input
        autoComplete="off"
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Field>
  );
  return (
    <form noValidate onSubmit={submit} className="grid gap-4 rounded-md border border-line p-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t("way")}>
          <Select
            value={way}
            onChange={(event) => setWay(ways.find((each) => each === event.target.value) ?? "booking")}
            options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
          />
        </Field>
        {way === "booking"
          ? text(t("number"), isWrong("bookingNumber") ? t("numberWrong") : undefined)
          : null}
        {way === "returned"
          ? text(t("reference"), isWrong("reference") ? t("referenceWrong") : undefined)
          : null}
        {way === "later" ? text(t("note")) : null}
        {way === "account" ? (
          <Field label={t("hospital")} error={isWrong("hospitalId") ? t("hospitalWrong") : undefined}>
            <Select
              value={hospitalId}
              placeholder={t("choose")}
              onChange={(event) => setHospitalId(event.target.value)}
              options={(hospitals.data ?? [])
                .filter(({ account }) => (account?.openFen ?? 0) > 0)
                .map(({ hospital, account }) => ({
                  value: hospital.id,
                  label: `${locale === "en" ? hospital.nameEn : hospital.nameZh} · ${formatMoney(account?.openFen ?? 0, locale)}`,
                }))}
            />
          </Field>
        ) : null}
        {way === "later" ? null : (
          <Field
            label={t("amount")}
            hint={t("amountHint", { amount: formatMoney(line.leftFen, locale) })}
            error={
              isTried && (amountFen <= 0 || amountFen > line.leftFen)
                ? t("amountHint", { amount: formatMoney(line.leftFen, locale) })
                : undefined
            }
          >
            <Input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
          </Field>
        )}
      </div>
      <FailureNote error={match.error ?? own.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={match.isPending || own.isPending}>
          {t(`submit.${way}`)}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
