"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import type { MarkingScans } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { PagedBoard } from "@/components/desk/paged-board";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { longestFind, type ScanFilter, scanFilters } from "@/server/core/marking/scan";
import { type Asked, firstAsked } from "./first-asked";
import { useScanColumns } from "./scan-columns";

const periods = [1, 7, 30, 90, 365] as const;

/** Looks at markings, the suspicious ones first of all: what was read, what came of it, when and roughly where. */
export function ScanBoard({ initial }: { initial: MarkingScans }) {
  const t = useTranslations("marking.scans");
  const trpc = useTRPC();
  const [asked, setAsked] = useState(firstAsked);
  const columns = useScanColumns();
  // What is typed is asked for when the browser comes to rest, not at each key.
  const find = useDeferredValue(asked.find);
  const { outcome, ...rest } = asked;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.marking.scans.queryOptions({ ...rest, find, ...(outcome === "" ? {} : { outcome }) }),
    placeholderData: keepPreviousData,
    ...(asked === firstAsked ? { initialData: initial } : {}),
  });
  const shown = data ?? initial;
  const empty = <EmptyState icon={<ScanLine />} title={t("empty.title")} description={t("empty.text")} />;
  return (
    <PagedBoard
      caption={t("title")}
      columns={columns}
      rows={shown.rows}
      empty={empty}
      page={asked.page}
      pageCount={shown.pageCount}
      onPage={(page) => setAsked({ ...asked, page })}
      filters={<Filters asked={asked} counts={shown.counts} onAsked={setAsked} />}
      error={error}
      failed={t("failed")}
      isFetching={isFetching}
      onRetry={() => void refetch()}
    />
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
  const countOf = (value: ScanFilter) => counts.find((it) => it.outcome === value)?.count ?? 0;
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
          options={scanFilters.map((value) => ({ value, label: `${tOutcome(value)} (${countOf(value)})` }))}
          onChange={({ target }) => change({ outcome: scanFilters.find((it) => it === target.value) ?? "" })}
        />
      </Field>
      <Field label={t("find")} className="w-56">
        <Input
          value={asked.find}
          maxLength={longestFind}
          onChange={({ target }) => change({ find: target.value })}
        />
      </Field>
      <Checkbox
        label={t("suspicious")}
        checked={asked.suspicious}
        onChange={({ target }) => change({ suspicious: target.checked })}
      />
    </Toolbar>
  );
}
