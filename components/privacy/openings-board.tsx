"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { OpeningList } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";
import { Link } from "@/messages/navigation";
import { OpeningBy, OpeningState, OpeningWhy } from "./openings-card";

type Row = OpeningList["rows"][number];

interface BoardProps {
  initial: OpeningList;
  /** Where this area shows one booking, before its id; left out where it has no such page. */
  bookingPage?: string;
}

/** Who opened whose data, newest first; for the regulator also who does so often. */
export function OpeningsBoard({ initial, bookingPage }: BoardProps) {
  const t = useTranslations("privacy.page");
  const openings = useTranslations("privacy.openings");
  const trpc = useTRPC();
  const words = useFailureText();
  const [page, setPage] = useState(1);
  const columns = useColumns(bookingPage);
  const { data, error, refetch } = useQuery({
    ...trpc.breakGlass.list.queryOptions({ page }),
    placeholderData: keepPreviousData,
    ...(page === 1 ? { initialData: initial } : {}),
  });
  if (error)
    return (
      <ErrorState title={openings("failed")} description={words(error)} onRetry={() => void refetch()} />
    );
  const shown = data ?? initial;
  return (
    <div className="grid gap-4">
      <Openers openers={shown.openers} />
      <Card flush>
        <Table
          caption={openings("title")}
          columns={columns}
          rows={shown.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<ShieldCheck />} title={t("empty.title")} description={t("empty.text")} />}
        />
      </Card>
      <Pagination page={page} pageCount={shown.pageCount} onPageChange={setPage} />
    </div>
  );
}

function useColumns(bookingPage?: string): Column<Row>[] {
  const t = useTranslations("privacy.page.columns");
  const { timeZone, now } = useDesk();
  return [
    {
      key: "at",
      header: t("at"),
      isTight: true,
      cell: ({ openedAt }) => <Instant at={openedAt} form="dateTime" timeZone={timeZone} now={now} />,
    },
    {
      key: "booking",
      header: t("booking"),
      isRowHeader: true,
      cell: ({ bookingId, bookingNumber }) =>
        bookingPage ? (
          <Link
            href={`${bookingPage}/${bookingId}`}
            className="inline-flex min-h-6 items-center whitespace-nowrap text-primary underline underline-offset-4"
          >
            {bookingNumber}
          </Link>
        ) : (
          bookingNumber
        ),
    },
    { key: "by", header: t("by"), cell: (row) => <OpeningBy opening={row} /> },
    { key: "why", header: t("why"), cell: (row) => <OpeningWhy opening={row} /> },
    { key: "state", header: t("state"), isTight: true, cell: (row) => <OpeningState opening={row} /> },
  ];
}

/** How often each person opened in the region's period, those above its figure marked. */
function Openers({ openers }: { openers: OpeningList["openers"] }) {
  const t = useTranslations("privacy.page.openers");
  const isEnglish = useLocale() === "en";
  if (!openers) return null;
  const { people, many, days } = openers;
  return (
    <Card
      title={t("title")}
      footer={<p className="text-ink-soft text-sm">{t("note", { many, days })}</p>}
      flush
    >
      <Table
        caption={t("title")}
        rows={people}
        rowKey={({ accountId, role, orgZh }) => `${accountId} ${role} ${orgZh}`}
        empty={<p className="px-4 py-4 text-ink-soft sm:px-5">{t("none", { days })}</p>}
        columns={[
          { key: "who", header: t("columns.who"), isRowHeader: true, cell: ({ name }) => name },
          {
            key: "org",
            header: t("columns.org"),
            cell: ({ orgZh, orgEn }) => (isEnglish ? orgEn : orgZh) ?? "—",
          },
          {
            key: "count",
            header: t("columns.count"),
            isTight: true,
            cell: ({ openings, isMany }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {t("times", { count: openings })}
                {isMany ? <Badge tone="late">{t("many")}</Badge> : null}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
