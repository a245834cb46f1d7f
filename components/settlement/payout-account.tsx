"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PayoutAccountRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { payoutAccountEnter } from "@/server/core/settlement/input";

export const accountTones = {
  entered: "wait",
  checked: "ok",
  replaced: "neutral",
  refused: "danger",
} as const;

/** One account with its state; its number by the last four digits only. */
export function AccountLines({ row }: { row: PayoutAccountRow }) {
  const t = useTranslations("settlement.account");
  return (
    <DescriptionList
      items={[
        { term: t("holder"), value: row.holder },
        { term: t("bank"), value: row.bankName },
        { term: t("bankCode"), value: row.bankCode },
        { term: t("number"), value: `•••• ${row.numberTail}` },
        {
          term: t("status"),
          value: (
            <Badge tone={accountTones[row.status]}>
              {row.status === "entered"
                ? t("waiting", { done: row.checks, needed: row.checksNeeded })
                : t(`statuses.${row.status}`)}
            </Badge>
          ),
        },
        ...(row.refusal ? [{ term: t("refusal"), value: row.refusal }] : []),
      ]}
    />
  );
}

const empty = { holder: "", bankName: "", bankCode: "", number: "" };
type FieldName = keyof typeof empty;
const labels = { holder: "holder", bankName: "bank", bankCode: "bankCode", number: "number" } as const;

/** Enter an account; what stands in force is used until the new one has been checked. */
function EnterForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("settlement.account");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [values, setValues] = useState(empty);
  const [isTried, setTried] = useState(false);
  const read = payoutAccountEnter.safeParse(values);
  const wrong = (name: FieldName) => {
    const issue = isTried ? read.error?.issues.find(({ path }) => path[0] === name) : undefined;
    return issue ? (tError.has(issue.message) ? tError(issue.message) : t("missing")) : undefined;
  };
  const enter = useMutation(
    trpc.settlement.enterAccount.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("entered") });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success) enter.mutate(values);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
      {(["holder", "bankName", "bankCode", "number"] as const).map((name) => (
        <Field
          key={name}
          label={t(labels[name])}
          hint={name === "bankCode" ? t("bankCodeHint") : undefined}
          error={wrong(name)}
          required
        >
          <Input
            value={values[name]}
            inputMode={name === "bankCode" || name === "number" ? "numeric" : "text"}
            autoComplete="off"
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </Field>
      ))}
      <div className="grid justify-items-start gap-3 sm:col-span-2">
        <FailureNote error={enter.error} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" loading={enter.isPending}>
            {t("submit")}
          </Button>
          <Button variant="quiet" onClick={onDone}>
            {t("cancel")}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Where the acting operator is paid. */
export function OwnPayoutAccount({ initial }: { initial: PayoutAccountRow[] }) {
  const t = useTranslations("settlement.account");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.settlement.accounts.queryOptions(), initialData: initial });
  const [isOpen, setOpen] = useState(false);
  const checked = data.find(({ status }) => status === "checked");
  // The latest one that is not in force says how it stands.
  const other = data.find(({ status }) => status === "entered" || status === "refused");
  const isLater = other && (!checked || other.enteredAt > checked.enteredAt);
  return (
    <Card title={t("title")}>
      <div className="grid gap-5">
        {checked ? <AccountLines row={checked} /> : <p className="text-ink-soft">{t("none")}</p>}
        {other && isLater ? <AccountLines row={other} /> : null}
        {isOpen ? (
          <EnterForm onDone={() => setOpen(false)} />
        ) : (
          <div>
            <Button variant="secondary" onClick={() => setOpen(true)}>
              {checked ? t("change") : t("enter")}
            </Button>
          </div>
        )}
        <p className="text-ink-soft text-sm">{t("rule")}</p>
      </div>
    </Card>
  );
}
