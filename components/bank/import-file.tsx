"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { type BankEncoding, type BankMapping, bankEncodings } from "@/server/core/bank/statement";
import type { AppRouter } from "@/server/routers/root";
import { ColumnChoice } from "./column-choice";

type Preview = inferRouterOutputs<AppRouter>["bank"]["preview"];

/** The bytes of a file in base64, in steps that no call stack minds. */
async function contentOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

interface Read {
  file: File;
  content: string;
  preview: Preview;
  mapping: Partial<BankMapping>;
}

const isWhole = (mapping: Partial<BankMapping>): mapping is BankMapping =>
  mapping.date !== undefined && mapping.amount !== undefined;
const whole = (mapping: BankMapping): BankMapping => ({
  date: mapping.date,
  amount: mapping.amount,
  amountOut: mapping.amountOut ?? null,
  payer: mapping.payer ?? null,
  payerAccount: mapping.payerAccount ?? null,
  purpose: mapping.purpose ?? null,
  serial: mapping.serial ?? null,
});

/** Take in a statement file of the bank: look at it, say which column is what, import. */
export function ImportFile() {
  const t = useTranslations("bank.import");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [read, setRead] = useState<Read | null>(null);
  const preview = useMutation(trpc.bank.preview.mutationOptions());
  const take = useMutation(
    trpc.bank.import.mutationOptions({
      onSuccess: async ({ newCount, lineCount, unread }) => {
        await client.invalidateQueries();
        setRead(null);
        const description =
          unread.length > 0 ? t("unread", { rows: unread.slice(0, 10).join("、") }) : undefined;
        showToast({ tone: "ok", title: t("done", { newCount, lineCount }), description });
      },
    }),
  );
  const look = async (file: File | null, encoding?: BankEncoding) => {
    if (!file) return setRead(null);
    const content = await contentOf(file);
    preview.mutate(
      { content, encoding },
      { onSuccess: (seen) => setRead({ file, content, preview: seen, mapping: seen.mapping ?? {} }) },
    );
  };
  const submit = () => {
    if (!read || !isWhole(read.mapping)) return;
    const { file, content, preview: seen, mapping } = read;
    take.mutate({ name: file.name, content, encoding: seen.encoding, mapping: whole(mapping) });
  };
  return (
    <Card title={t("title")}>
      <div className="grid gap-4">
        <Field label={t("file")} hint={t("hint")}>
          <FileInput
            value={read?.file ?? null}
            onValueChange={(file) => void look(file)}
            accept="text/csv,text/plain,application/csv,application/vnd.ms-excel,.csv"
            maxMegabytes={1}
          />
        </Field>
        <FailureNote error={preview.error ?? take.error} />
        {read ? (
          <>
            {read.preview.isKnown ? <Alert tone="info">{t("known")}</Alert> : null}
            <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
              <Field label={t("encoding")}>
                <Select
                  value={read.preview.encoding}
                  onChange={(event) =>
                    void look(
                      read.file,
                      bankEncodings.find((each) => each === event.target.value),
                    )
                  }
                  options={bankEncodings.map((value) => ({ value, label: t(`encodings.${value}`) }))}
                />
              </Field>
            </div>
            <ColumnChoice
              head={read.preview.head}
              sample={read.preview.sample}
              mapping={read.mapping}
              isRemembered={read.preview.isRemembered}
              onChange={(mapping) => setRead({ ...read, mapping })}
            />
            <div className="flex flex-wrap gap-3">
              <Button loading={take.isPending} disabled={!isWhole(read.mapping)} onClick={submit}>
                {t("submit", { count: read.preview.lineCount })}
              </Button>
              <Button variant="quiet" onClick={() => setRead(null)}>
                {t("cancel")}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </Card>
  );
}
