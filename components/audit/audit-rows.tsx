"use client";

import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AuditPage } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { useWord } from "@/components/record/names";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import type { AuditSearchInput } from "@/server/core/oversight-input";
import { auditHref } from "./audit-href";
import { Change, Deed, Who } from "./deed";

type Row = AuditPage["rows"][number];

function useColumns(): Column<Row>[] {
  const t = useTranslations("audit");
  const word = useWord("deed.nouns");
  const { timeZone } = useDesk();
  return [
    {
      key: "seq",
      header: t("columns.seq"),
      isTight: true,
      cell: ({ seq }) => (seq === null ? <span className="text-ink-soft">{t("waiting")}</span> : `#${seq}`),
    },
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: ({ at }) => <Instant at={at} form="exact" timeZone={timeZone} />,
    },
    {
      key: "who",
      header: t("columns.who"),
      cell: ({ actor, role }) => <Who actor={actor} role={role} />,
    },
    { key: "verb", header: t("columns.verb"), isRowHeader: true, cell: ({ verb }) => <Deed verb={verb} /> },
    {
      key: "noun",
      header: t("columns.noun"),
      cell: ({ noun, nounId, bookingId }) =>
        bookingId ? (
          <Link href={`/regulator/trips/${bookingId}`} className={linkLook}>
            {word(noun, noun)}
          </Link>
        ) : (
          <span title={nounId}>{word(noun, noun)}</span>
        ),
    },
    {
      key: "change",
      header: t("columns.change"),
      cell: ({ before, after }) => <Change before={before} after={after} />,
    },
  ];
}

/** Where the chain stands, and the rows that were found. */
export function AuditRows({ found, search }: { found: AuditPage; search: AuditSearchInput }) {
  const t = useTranslations("audit");
  const { timeZone } = useDesk();
  const columns = useColumns();
  const { seq, sealedAt } = found.head;
  return (
    <>
      <p role="status" className="mb-3 flex flex-wrap justify-between gap-x-6 text-ink-soft">
        <span>{t("count", { count: found.total })}</span>
        <span>
          {sealedAt ? (
            <>
              {t("head", { seq })}
              <Instant at={sealedAt} form="exact" timeZone={timeZone} />
            </>
          ) : (
            t("headEmpty")
          )}
        </span>
      </p>
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={found.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<ScrollText />} title={t("empty.title")} description={t("empty.text")} />}
        />
      </Card>
      <Pagination
        page={search.page}
        pageCount={found.pageCount}
        hrefFor={(page) => auditHref({ ...search, page })}
      />
    </>
  );
}
