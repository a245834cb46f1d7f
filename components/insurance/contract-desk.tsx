"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import type { InsuranceContracts } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Column, Table } from "@/components/ui/table";
import { showToast } from "@/components/ui/toast";
import { insuranceSaveContract } from "@/server/core/insurance/input";
import { isDirect, type SettlementMode, settlementModes } from "@/server/core/insurance/mode";

type Contract = InsuranceContracts["contracts"][number];

function useDone(words: "saved" | "ended") {
  const t = useTranslations("insurance.desk.contracts");
  const client = useQueryClient();
  return {
    onSuccess: async () => {
      await client.invalidateQueries();
      showToast({ tone: "ok", title: t(words) });
    },
  };
}

function End({ contractId }: { contractId: string }) {
  const t = useTranslations("insurance.desk.contracts");
  const trpc = useTRPC();
  const end = useMutation(trpc.insurance.endContract.mutationOptions(useDone("ended")));
  return (
    <>
      <Button size="sm" variant="quiet" loading={end.isPending} onClick={() => end.mutate({ contractId })}>
        {t("end")}
      </Button>
      <FailureNote error={end.error} />
    </>
  );
}

function useColumns(data: InsuranceContracts): Column<Contract>[] {
  const t = useTranslations("insurance.desk.contracts");
  const locale = useLocale();
  const named = (row: { nameZh: string; nameEn: string } | undefined) =>
    (locale === "en" ? row?.nameEn : row?.nameZh) ?? "—";
  return [
    {
      key: "operator",
      header: t("operator"),
      isRowHeader: true,
      cell: ({ orgId }) => named(data.operators.find(({ id }) => id === orgId)),
    },
    {
      key: "payer",
      header: t("payer"),
      cell: ({ payer }) => named(data.payers.find(({ code }) => code === payer)),
    },
    { key: "mode", header: t("mode"), cell: ({ mode }) => t(`modes.${mode}`) },
    { key: "code", header: t("code"), cell: ({ fixmedinsCode }) => fixmedinsCode ?? "—" },
    { key: "name", header: t("name"), cell: ({ fixmedinsName }) => fixmedinsName ?? "—" },
    ...(data.mayEdit
      ? [{ key: "end", header: t("end"), cell: ({ id }: Contract) => <End contractId={id} /> }]
      : []),
  ];
}

const empty = { fixmedinsCode: "", fixmedinsName: "", opterNo: "", opterName: "" };

function ContractForm({ data }: { data: InsuranceContracts }) {
  const t = useTranslations("insurance.desk.contracts");
  const tErrors = useTranslations("errors.insurance");
  const locale = useLocale();
  const trpc = useTRPC();
  const [contractId, setContractId] = useState(() => uuidv7());
  const [orgId, setOrgId] = useState(data.operators[0]?.id ?? "");
  const [payer, setPayer] = useState(data.payers[0]?.code ?? "");
  const [mode, setMode] = useState<SettlementMode>("direct_fixmedins");
  const [fields, setFields] = useState(empty);
  const [isTried, setTried] = useState(false);
  const done = useDone("saved");
  const save = useMutation(
    trpc.insurance.saveContract.mutationOptions({
      onSuccess: async () => {
        setContractId(uuidv7());
        setFields(empty);
        setTried(false);
        await done.onSuccess();
      },
    }),
  );
  const input = { contractId, orgId, payer, mode, ...(isDirect(mode) ? fields : {}) };
  const parsed = insuranceSaveContract.safeParse(input);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) save.mutate(parsed.data);
  };
  const text = (key: keyof typeof empty, label: string) => (
    <Field
      label={label}
      error={isTried && !parsed.success && key === "fixmedinsCode" ? tErrors("fixmedins_code") : undefined}
    >
      <Input
        value={fields[key]}
        maxLength={80}
        onChange={(event) => setFields({ ...fields, [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <form noValidate onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
      <Field label={t("operator")}>
        <Select
          value={orgId}
          onChange={(event) => setOrgId(event.target.value)}
          options={data.operators.map((it) => ({
            value: it.id,
            label: locale === "en" ? it.nameEn : it.nameZh,
          }))}
        />
      </Field>
      <Field label={t("payer")}>
        <Select
          value={payer}
          onChange={(event) => setPayer(event.target.value)}
          options={data.payers.map((it) => ({
            value: it.code,
            label: locale === "en" ? it.nameEn : it.nameZh,
          }))}
        />
      </Field>
      <Field label={t("mode")}>
        <Select
          value={mode}
          onChange={(event) => setMode(event.target.value as SettlementMode)}
          options={settlementModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
        />
      </Field>
      {isDirect(mode) ? (
        <>
          {text("fixmedinsCode", t("code"))}
          {text("fixmedinsName", t("name"))}
          {text("opterNo", t("opter"))}
          {text("opterName", t("opterName"))}
        </>
      ) : null}
      <div className="grid gap-2 sm:col-span-2">
        <FailureNote error={save.error} />
        <Button type="submit" className="justify-self-start" loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

/** Which operator settles with which insurance and how; registered by the region's own desks. */
export function ContractDesk({ initial }: { initial: InsuranceContracts }) {
  const t = useTranslations("insurance.desk.contracts");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.insurance.contracts.queryOptions(), initialData: initial });
  const columns = useColumns(data);
  return (
    <div className="grid gap-5">
      <p>
        {t("lead")} <span className="text-ink-soft">{t("source", { source: data.source })}</span>
      </p>
      <Card flush>
        <Table
          caption={t("mode")}
          columns={columns}
          rows={data.contracts}
          rowKey={({ id }) => id}
          empty={<p className="p-4 text-ink-soft">{t("none")}</p>}
        />
      </Card>
      {data.payers.length === 0 ? <p className="text-ink-soft">{t("noPayers")}</p> : null}
      {data.mayEdit && data.payers.length > 0 ? (
        <Card title={t("save")}>
          <ContractForm data={data} />
        </Card>
      ) : null}
    </div>
  );
}
