"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ListX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { dayIn, laterDay } from "@/components/booking/local-clock";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Toolbar } from "@/components/ui/toolbar";
import type { BookingListInput } from "@/server/core/booking-input";
import { useDeskLinks } from "./booking-region";
import { BookingTable } from "./booking-table";

const periods = ["today", "ahead", "week", "month", "all"] as const;
type Period = (typeof periods)[number];
const stages = ["all", "open", "confirmed"] as const;

const initialFilter = {
  search: "",
  period: "ahead" as Period,
  stage: "all" as (typeof stages)[number],
};
type Filter = typeof initialFilter;

/** The days of a period, both ends included; a number or phone is looked for on every day. */
function askOf({ search, period, stage }: Filter, today: string): Omit<BookingListInput, "after"> {
  const days: Record<Period, { fromDay?: string; untilDay?: string }> = {
    today: { fromDay: today, untilDay: today },
    ahead: { fromDay: today },
    week: { fromDay: laterDay(today, -7), untilDay: today },
    month: { fromDay: laterDay(today, -30), untilDay: today },
    all: {},
  };
  const text = search.trim();
  return { stage, limit: 50, ...(text ? { search: text } : days[period]) };
}

/** The hospital's bookings: find one, see how it stands, open it. */
export function BookingList() {
  const t = useTranslations("desk.bookings");
  const links = useDeskLinks();
  const { regionId, timeZone, now } = useDesk();
  const { value: filter, set } = useKept(`anzhuan.desk.bookings.${regionId}`, "session", initialFilter);
  const settled = useDeferredValue(filter);
  const trpc = useTRPC();
  const client = useQueryClient();
  const ask = askOf(settled, dayIn(now, timeZone));
  const list = useInfiniteQuery({
    queryKey: ["bookings of the hospital", ask],
    queryFn: ({ pageParam }) =>
      client.fetchQuery({
        ...trpc.booking.list.queryOptions({ ...ask, ...(pageParam ? { after: pageParam } : {}) }),
        staleTime: 0,
      }),
    initialPageParam: null as BookingListInput["after"] | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <Toolbar label={t("filters")}>
        <Field label={t("search")} hint={t("searchHint")} className="w-full sm:w-72">
          <Input
            value={filter.search}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => set({ search: event.target.value })}
          />
        </Field>
        <Field label={t("period")} className="min-w-0 grow self-start sm:grow-0">
          <Select
            value={filter.period}
            disabled={filter.search.trim() !== ""}
            options={periods.map((value) => ({ value, label: t(`periods.${value}`) }))}
            onChange={(event) => set({ period: event.target.value as Period })}
          />
        </Field>
        <Field label={t("stage")} className="min-w-0 grow self-start sm:grow-0">
          <Select
            value={filter.stage}
            options={stages.map((value) => ({ value, label: t(`stages.${value}`) }))}
            onChange={(event) => set({ stage: event.target.value as Filter["stage"] })}
          />
        </Field>
      </Toolbar>
      <FailureNote error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      {list.isPending ? (
        <ListSkeleton rows={6} rowClassName="h-16" />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={<ListX />}
          title={t("empty.title")}
          description={t("empty.text")}
          action={<LinkButton href={links.book}>{t("empty.book")}</LinkButton>}
        />
      ) : (
        <BookingTable rows={rows} />
      )}
      {list.hasNextPage ? (
        <Button
          variant="secondary"
          className="mt-4"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}
