import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { HospitalStatementView } from "@/components/api/outputs";
import { PayTo } from "@/components/payment/pay-to";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { type Side, tripHref } from "./side";

interface StatementProps {
  statement: HospitalStatementView;
  side: Side;
  timeZone: string;
}

/** One month's statement as it was issued: its trips, what is to be paid, by when and where to. */
export function StatementPage({ statement, side, timeZone }: StatementProps) {
  const t = useTranslations("hospital-account");
  const locale = useLocale();
  const { month, number, hospital, openFen, payTo } = statement;
  const name = locale === "en" ? hospital.nameEn : hospital.nameZh;
  const paper = (format: "pdf" | "xlsx", label: string) => (
    <Button asChild variant="secondary">
      <a href={`/api/hospital-statements?id=${statement.id}&format=${format}&locale=${locale}`} download>
        <Download aria-hidden="true" className="size-4.5" />
        {label}
      </a>
    </Button>
  );
  const back =
    side === "hospital"
      ? { href: "/hospital/account", label: t("title") }
      : { href: `/finance/accounts/${hospital.id}`, label: name };
  return (
    <>
      <PageHeader
        title={t("statement.heading", { month })}
        lead={`${name} · ${number}`}
        back={back}
        actions={
          <>
            {paper("pdf", t("statement.pdf"))}
            {paper("xlsx", t("statement.excel"))}
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[2fr_1fr]">
        <Lines statement={statement} side={side} timeZone={timeZone} />
        <div className="grid gap-6">
          <Sums statement={statement} timeZone={timeZone} />
          {openFen > 0 && side === "hospital" ? (
            <PayTo payTo={payTo} reference={number} amountFen={openFen} />
          ) : null}
        </div>
      </div>
    </>
  );
}

function Sums({ statement, timeZone }: { statement: HospitalStatementView; timeZone: string }) {
  const t = useTranslations("hospital-account");
  const { totalFen, broughtForwardFen, openFen, dueOn, issuedAt } = statement;
  return (
    <Card title={t("statement.sums")}>
      <DescriptionList
        items={[
          { term: t("statement.total"), value: <Money fen={totalFen} /> },
          { term: t("statement.open"), value: <Money fen={openFen} /> },
          { term: t("statement.dueOn"), value: dueOn },
          { term: t("statement.brought"), value: <Money fen={broughtForwardFen} /> },
          {
            term: t("statement.issuedAt"),
            value: <Instant at={issuedAt} timeZone={timeZone} form="dateTime" />,
          },
        ]}
      />
    </Card>
  );
}

function Lines({ statement, side, timeZone }: StatementProps) {
  const t = useTranslations("hospital-account");
  const locale = useLocale();
  return (
    <Card title={t("line.title", { count: statement.lines.length })} flush>
      <Table
        caption={t("line.title", { count: statement.lines.length })}
        rows={statement.lines}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "booking",
            header: t("items.booking"),
            isRowHeader: true,
            cell: ({ bookingId, bookingNumber, at }) => (
              <Link
                href={tripHref(side, { id: bookingId, number: bookingNumber }, at.toISOString().slice(0, 10))}
                className={linkLook}
              >
                {bookingNumber}
              </Link>
            ),
          },
          {
            key: "at",
            header: t("line.at"),
            cell: ({ at }) => <Instant at={at} timeZone={timeZone} form="date" />,
          },
          {
            key: "operator",
            header: t("line.operator"),
            cell: ({ operatorZh, operatorEn }) => (locale === "en" ? operatorEn : operatorZh),
          },
          { key: "plate", header: t("line.plate"), isTight: true, cell: ({ plate }) => plate ?? "—" },
          { key: "bill", header: t("line.bill"), isTight: true, cell: ({ billNumber }) => billNumber ?? "—" },
          { key: "kind", header: t("line.kind"), cell: ({ kind }) => t(`line.kinds.${kind}`) },
          {
            key: "amount",
            header: t("line.amount"),
            align: "end",
            isTight: true,
            cell: ({ kind, amountFen }) => <Money fen={kind === "credit" ? -amountFen : amountFen} />,
          },
        ]}
      />
    </Card>
  );
}
