"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FindingList } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { PagedBoard } from "@/components/desk/paged-board";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { findingKinds, findingStatuses } from "@/server/core/finding";
import { DetectorCard } from "./detector-card";
import { useFindingColumns } from "./finding-columns";
import { type Asked, firstAsked } from "./first-asked";

/** What the detectors found, the undecided first of all, and how right each of them was so far. */
export function FindingBoard({ initial }: { initial: FindingList }) {
  const t = useTranslations("finding");
  const trpc = useTRPC();
  const [asked, setAsked] = useState(firstAsked);
  const columns = useFindingColumns();
  const { kind, status, page } = asked;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.finding.list.queryOptions({ page, ...(kind ? { kind } : {}), ...(status ? { status } : {}) }),
    placeholderData: keepPreviousData,
    ...(asked === firstAsked ? { initialData: initial } : {}),
  });
  const shown = data ?? initial;
  const empty = <EmptyState icon={<SearchCheck />} title={t("empty.title")} description={t("empty.text")} />;
  return (
    <div className="grid gap-4">
      <PagedBoard
        caption={t("title")}
        columns={columns}
        rows={shown.rows}
        empty={empty}
        page={page}
        pageCount={shown.pageCount}
        onPage={(next) => setAsked({ ...asked, page: next })}
        filters={<Filters asked={asked} onAsked={setAsked} />}
        lead={
          <p className="text-ink-soft text-sm">
            {shown.lookedAt ? t("lookedAt", { day: shown.lookedAt }) : t("notLooked")}
          </p>
        }
        error={error}
        failed={t("failed")}
        isFetching={isFetching}
        onRetry={() => void refetch()}
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
