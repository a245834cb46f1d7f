"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { MarkingScans } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import { type ScanOutcome, scanOutcomes } from "@/server/core/marking/scan";
import { type Asked, firstAsked } from "./first-asked";
import { useScanColumns } from "./scan-columns";

const periods = [1, 7, 30, 90, 365] as const;

/** Looks at markings, the suspicious ones first of all: what was read, what came of it, when and roughly where. */
export function ScanBoard({ initial }: { initial: MarkingScans }) {
  const t = useTranslations("marking.scans");
  const trpc = useTRPC();
  const words = useFailureText();
  const [asked, setAsked] = useState(firstAsked);
  const columns = useScanColumns();
  const { outcome, ...rest } = asked;
  const { data, error, refetch } = useQuery({
    ...trpc.marking.scans.queryOptions({ ...rest, ...(outcome === "" ? {} : { outcome }) }),
    placeholderData: keepPreviousData,
    ...(asked === firstAsked ? { initialData: initial } : {}),
  });
  if (error)
    return <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />;
  const shown = data ?? initial;
  const empty = <EmptyState icon={<ScanLine />} title={t("empty.title")} description={t("empty.text")} />;
  return (
    <>
      <Filters asked={asked} counts={shown.counts} onAsked={setAsked} />
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={shown.rows}
          rowKey={({ id }) => id}
          empty={empty}
        />
      </Card>
      {shown.pageCount > 1 ? (
        <Pagination
          page={asked.page}
          pageCount={shown.pageCount}
          onPageChange={(page) => setAsked({ ...asked, page })}
        />
      ) : null}
    </>
  );
}

interface FilterProps {
  asked: Asked;
  counts: MarkingScans["counts"];
  onAsked: (next: Asked) => void;
}

function Filters({ asked, counts, onAsked }: FilterProps) {
  const t = useTranslations("marking.scans");
  const tOutcome = useTranslations("marking.outcomes");
  const change = (next: Partial<Asked>) => onAsked({ ...asked, ...next, page: 1 });
  const countOf = (value: ScanOutcome) => counts.find((it) => it.outcome === value)?.count ?? 0;
  return (
    <Toolbar label={t("filter")}>
      <Field label={t("period")} className="w-36">
        <Select
          value={String(asked.days)}
          options={periods.map((days) => ({ value: String(days), label: t("days", { count: days }) }))}
          onChange={({ target }) => change({ days: Number(target.value) })}
        />
      </Field>
      <Field label={t("outcome")} className="w-52">
        <Select
          value={asked.outcome}
          placeholder={t("anyOutcome")}
          options={scanOutcomes.map((value) => ({ value, label: `${tOutcome(value)} (${countOf(value)})` }))}
          onChange={({ target }) => change({ outcome: scanOutcomes.find((it) => it === target.value) ?? "" })}
        />
      </Field>
      <Field label={t("find")} className="w-56">
        <Input value={asked.find} onChange={({ target }) => change({ find: target.value })} />
      </Field>
      <Checkbox
        label={t("suspicious")}
        checked={asked.suspicious}
        onChange={({ target }) => change({ suspicious: target.checked })}
      />
    </Toolbar>
  );
}
