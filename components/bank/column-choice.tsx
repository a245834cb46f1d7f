"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import type { BankMapping } from "@/server/core/bank/statement";

const columns = ["date", "amount", "amountOut", "payer", "payerAccount", "purpose", "serial"] as const;

interface ColumnChoiceProps {
  head: string[];
  sample: string[][];
  mapping: Partial<BankMapping>;
  isRemembered: boolean;
  onChange: (mapping: Partial<BankMapping>) => void;
}

/** Which column of the file is what, beside its first lines. */
export function ColumnChoice({ head, sample, mapping, isRemembered, onChange }: ColumnChoiceProps) {
  const t = useTranslations("bank.import");
  const options = head.map((name, at) => ({
    value: String(at),
    label: name.trim() || t("column", { at: at + 1 }),
  }));
  const choose = (column: (typeof columns)[number], value: string) => {
    const at = value === "" ? null : Number(value);
    if (column !== "date" && column !== "amount") return onChange({ ...mapping, [column]: at });
    onChange({ ...mapping, [column]: at ?? undefined });
  };
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">{t(isRemembered ? "remembered" : "guessed")}</p>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {columns.map((column) => (
          <Field
            key={column}
            label={t(`columns.${column}`)}
            required={column === "date" || column === "amount"}
          >
            <Select
              value={mapping[column]?.toString() ?? ""}
              placeholder={t("none")}
              options={options}
              onChange={(event) => choose(column, event.target.value)}
            />
          </Field>
        ))}
      </div>
      <div className="rounded-md border border-line">
        <Table
          caption={t("sample")}
          rows={sample}
          rowKey={(row) => row.join("|")}
          columns={head.map((name, at) => ({
            key: `${at}-${name}`,
            header: name,
            isTight: true,
            cell: (row: string[]) => row[at] ?? "",
          }))}
        />
      </div>
    </div>
  );
}
