"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { FindingList } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import { findingKinds, findingStatuses } from "@/server/core/finding";
import { DetectorCard } from "./detector-card";
import { useFindingColumns } from "./finding-columns";
import { type Asked, firstAsked } from "./first-asked";

/** What the detectors found, the undecided first of all, and how right each of them was so far. */
export function FindingBoard({ initial }: { initial: FindingList }) {
  const t = useTranslations("finding");
  const trpc = useTRPC();
  const words = useFailureText();
  const [asked, setAsked] = useState(firstAsked);
  const columns = useFindingColumns();
  const { kind, status, page } = asked;
  const { data, error, refetch } = useQuery({
    ...trpc.finding.list.queryOptions({ page, ...(kind ? { kind } : {}), ...(status ? { status } : {}) }),
    placeholderData: keepPreviousData,
    ...(asked === firstAsked ? { initialData: initial } : {}),
  });
  if (error)
    return <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />;
  const shown = data ?? initial;
  const empty = <EmptyState icon={<SearchCheck />} title={t("empty.title")} description={t("empty.text")} />;
  return (
    <div className="grid gap-4">
      <Filters asked={asked} onAsked={setAsked} />
      <p className="text-ink-soft text-sm">
        {shown.lookedAt ? t("lookedAt", { day: shown.lookedAt }) : t("notLooked")}
      </p>
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={shown.rows}
          rowKey={({ id }) => id}
          empty={empty}
        />
      </Card>
      <Pagination
        page={page}
        pageCount={shown.pageCount}
        onPageChange={(next) => setAsked({ ...asked, page: next })}
      />
      <DetectorCard detectors={shown.detectors} />
    </div>
  );
}

function Filters({ asked, onAsked }: { asked: Asked; onAsked: (next: Asked) => void }) {
  const t = useTranslations("finding");
  const change = (next: Partial<Asked>) => onAsked({ ...asked, ...next, page: 1 });
  return (
    <Toolbar label={t("filter")}>
      <Field label={t("kind")} className="w-52">
        <Select
          value={asked.kind}
          placeholder={t("anyKind")}
          options={findingKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={({ target }) => change({ kind: findingKinds.find((it) => it === target.value) ?? "" })}
        />
      </Field>
      <Field label={t("status")} className="w-40">
        <Select
          value={asked.status}
          placeholder={t("anyStatus")}
          options={findingStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          onChange={({ target }) =>
            change({ status: findingStatuses.find((it) => it === target.value) ?? "" })
          }
        />
      </Field>
    </Toolbar>
  );
}
