"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { HospitalAccountView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { hospitalAccountSave, hospitalAccountStatuses } from "@/server/core/hospital-account";
import { parseYuan } from "@/server/core/money";

interface AgreementProps {
  hospital: HospitalAccountView["hospital"];
  agreed: HospitalAccountView["account"];
}

const startOf = (hospitalName: string, agreed: AgreementProps["agreed"]) => ({
  status: agreed?.status ?? ("open" as const),
  limitYuan: agreed ? String(agreed.creditLimitFen / 100) : "",
  statementDay: String(agreed?.statementDay ?? 1),
  dueDays: String(agreed?.dueDays ?? 30),
  contactName: agreed?.contactName ?? "",
  contactEmail: agreed?.contactEmail ?? "",
  contactPhone: agreed?.contactPhone ?? "",
  payerName: agreed?.payerName ?? hospitalName,
});
type Draft = ReturnType<typeof startOf>;

/** What is agreed with a hospital: written anew or changed. */
export function AgreementForm({ hospital, agreed }: AgreementProps) {
  const t = useTranslations("hospital-account.agreement");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(() => startOf(hospital.nameZh, agreed));
  const [isTried, setTried] = useState(false);
  const parsed = hospitalAccountSave.safeParse({
    hospitalId: hospital.id,
    status: draft.status,
    creditLimitFen: parseYuan(draft.limitYuan) ?? Number.NaN,
    statementDay: Number(draft.statementDay || Number.NaN),
    dueDays: Number(draft.dueDays || Number.NaN),
    contactName: draft.contactName,
    contactEmail: draft.contactEmail.trim() || null,
    contactPhone: draft.contactPhone.trim() || null,
    payerName: draft.payerName,
  });
  const issues = parsed.success ? [] : parsed.error.issues;
  const problem = (field: string, words: string) => {
    const issue = isTried ? issues.find(({ path }) => path[0] === field) : undefined;
    return issue && (tError.has(issue.message) ? tError(issue.message) : words);
  };
  const save = useMutation(
    trpc.hospitalAccount.save.mutationOptions({
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
  const set = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const text = (name: Exclude<keyof Draft, "status">, error?: string, more: { suffix?: string } = {}) => (
    <Field label={t(name)} error={error} optional={name === "contactEmail" || name === "contactPhone"}>
      <Input
        autoComplete="off"
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
        {...more}
      />
    </Field>
  );
  return (
    <Card title={t("title")}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
          <Field label={t("status")}>
            <Select
              value={draft.status}
              onChange={(event) => set({ status: event.target.value === "open" ? "open" : "suspended" })}
              options={hospitalAccountStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            />
          </Field>
          {text("limitYuan", problem("creditLimitFen", t("limitWrong")), { suffix: t("yuan") })}
          {text("statementDay", problem("statementDay", t("dayWrong")), { suffix: t("dayUnit") })}
          {text("dueDays", problem("dueDays", t("dueWrong")), { suffix: t("days") })}
          {text("payerName", problem("payerName", ""))}
          {text("contactName", problem("contactName", ""))}
          {text("contactEmail", problem("contactEmail", ""))}
          {text("contactPhone")}
        </div>
        <FailureNote error={save.error} />
        <Button type="submit" className="justify-self-start" loading={save.isPending}>
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
