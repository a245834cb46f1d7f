"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import type { BookingInsurance } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { insuranceEnter } from "@/server/core/insurance/input";
import type { CertType, InsuranceType } from "@/server/core/insurance/mode";

interface EnterFormProps {
  insurance: BookingInsurance;
  size: "lg" | "touch";
}

/** Who is insured: by identity number or card, with one of the payers that the operator settles with. */
export function EnterForm({ insurance, size }: EnterFormProps) {
  const t = useTranslations("insurance");
  const tErrors = useTranslations("errors.insurance");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const payers = insurance.payers.filter(({ isSettled, claimableFen }) => isSettled && claimableFen > 0);
  const [payer, setPayer] = useState(payers[0]?.code ?? "");
  const [certType, setCertType] = useState<CertType>("02");
  const [certNo, setCertNo] = useState("");
  const [visitId] = useState(() => uuidv7());
  const [isTried, setTried] = useState(false);
  const types = payers.find(({ code }) => code === payer)?.insuranceTypes ?? [];
  const [type, setType] = useState<InsuranceType | "">("");
  const input = { visitId, bookingId: insurance.bookingId, payer, certType, certNo };
  const parsed = insuranceEnter.safeParse({ ...input, ...(type ? { insuranceType: type } : {}) });
  const wrong = parsed.success ? null : certType === "02" ? "id_number" : "cert_no";
  const enter = useMutation(
    trpc.insurance.enter.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) enter.mutate(parsed.data);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {payers.length > 1 ? (
        <Field label={t("payer")}>
          <Select
            value={payer}
            onChange={(event) => {
              setPayer(event.target.value);
              setType("");
            }}
            options={payers.map(({ code, nameZh, nameEn }) => ({
              value: code,
              label: locale === "en" ? nameEn : nameZh,
            }))}
          />
        </Field>
      ) : null}
      {types.length > 1 ? (
        <Field label={t("type")}>
          <Select
            value={type || (types[0] ?? "")}
            onChange={(event) => setType(event.target.value as InsuranceType)}
            options={types.map((value) => ({ value, label: t(`types.${value}`) }))}
          />
        </Field>
      ) : null}
      <RadioCards
        legend={t("cert")}
        columns={3}
        value={certType}
        onValueChange={(value) => setCertType(value as CertType)}
        choices={(["02", "03", "01"] as const).map((value) => ({ value, label: t(`certs.${value}`) }))}
      />
      <Field label={t(`numbers.${certType}`)} error={isTried && wrong ? tErrors(wrong) : undefined} required>
        <Input
          value={certNo}
          maxLength={50}
          autoComplete="off"
          inputMode={certType === "02" ? "text" : undefined}
          onChange={(event) => setCertNo(event.target.value)}
        />
      </Field>
      <FailureNote error={enter.error} />
      <Button type="submit" size={size} wide loading={enter.isPending}>
        {t("enter")}
      </Button>
    </form>
  );
}
