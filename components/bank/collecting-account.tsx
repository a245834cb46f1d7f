"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { type CollectingAccountSave, collectingAccountSave } from "@/server/core/bank/statement";

const fields = ["holder", "bank", "number"] as const;

/** The account to which payers transfer: named here, shown on every bill. */
export function CollectingAccount({ account }: { account: CollectingAccountSave | null }) {
  const t = useTranslations("bank.account");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const router = useRouter();
  const [draft, setDraft] = useState(account ?? { holder: "", bank: "", number: "" });
  const [isTried, setTried] = useState(false);
  const parsed = collectingAccountSave.safeParse(draft);
  const save = useMutation(
    trpc.bank.saveAccount.mutationOptions({
      onSuccess: () => {
        showToast({ tone: "ok", title: t("saved") });
        router.refresh();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) save.mutate(parsed.data);
  };
  const problem = (field: string) => {
    const issue = isTried && !parsed.success && parsed.error.issues.find(({ path }) => path[0] === field);
    return issue && tError.has(issue.message) ? tError(issue.message) : undefined;
  };
  return (
    <Card title={t("title")}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <p className="text-ink-soft">{t("lead")}</p>
        <div className="grid gap-4 sm:grid-cols-3">
          {fields.map((field) => (
            <Field key={field} label={t(field)} error={problem(field)}>
              <Input
                autoComplete="off"
                inputMode={field === "number" ? "numeric" : undefined}
                value={draft[field]}
                onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
              />
            </Field>
          ))}
        </div>
        <FailureNote error={save.error} />
        <Button type="submit" variant="secondary" className="justify-self-start" loading={save.isPending}>
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
