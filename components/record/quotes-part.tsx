"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant, TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { useNames, useWord } from "./names";

type Quote = OversightRecord["quotes"][number];

function QuoteLines({ quote, record }: { quote: Quote; record: OversightRecord }) {
  const t = useTranslations("record.quotes");
  const tPrice = useTranslations("price");
  const word = useWord("price.lines");
  const { timeZone } = useDesk();
  const { rule, plate, operator } = useNames(record);
  const tariff = rule(quote.tariffVersionId);
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 sm:px-5">
        <Badge tone={quote.status === "accepted" ? "ok" : "neutral"}>{t(quote.status)}</Badge>
        <TimeRange from={quote.pickupFrom} to={quote.pickupUntil} timeZone={timeZone} />
        <span>{plate(quote.shiftId)}</span>
        <span className="text-ink-soft">{operator(quote.operatorId)}</span>
        <strong className="ms-auto tabular-nums">
          <Money fen={quote.totalFen} />
        </strong>
      </p>
      <Table
        caption={t("line")}
        columns={[
          {
            key: "line",
            header: t("line"),
            isRowHeader: true,
            cell: ({ code, part, label }) =>
              `${part === "return" ? `${tPrice("parts.return")} ` : ""}${word(code, label)}`,
          },
          {
            key: "how",
            header: t("how"),
            isTight: true,
            cell: ({ quantity, unit, unitFen }) =>
              quantity !== undefined && unit && unitFen !== undefined ? (
                <>
                  {quantity} {tPrice(`units.${unit}`)} × <Money fen={unitFen} />
                </>
              ) : (
                "—"
              ),
          },
          {
            key: "clause",
            header: t("clause"),
            cell: ({ rule: cited }) => <code className="break-all text-xs">{cited}</code>,
          },
          {
            key: "amount",
            header: t("amount"),
            align: "end",
            isTight: true,
            cell: ({ fen }) => <Money fen={fen} />,
          },
        ]}
        rows={quote.lines}
        rowKey={({ rule: cited, code, part }) => `${part}-${code}-${cited}`}
      />
      <p className="px-4 pb-3 text-ink-soft text-sm sm:px-5">
        {tariff ? t("tariff", { title: tariff.title, version: tariff.version, code: tariff.code }) : ""} ·{" "}
        {t("issuedAt")} <Instant at={quote.createdAt} form="exact" timeZone={timeZone} />
      </p>
    </div>
  );
}

/** Every price that was told, line by line with the clause it cites; the accepted one first. */
export function QuotesPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const accepted = record.quotes.filter(({ status }) => status === "accepted");
  const others = record.quotes.filter(({ status }) => status !== "accepted");
  return (
    <Card title={t("parts.quotes")} flush>
      <p className="px-4 pb-3 text-ink-soft text-sm sm:px-5">
        {record.quotes.length === 0 ? t("none") : t("quotes.count", { count: record.quotes.length })}
      </p>
      {accepted.map((quote) => (
        <QuoteLines key={quote.id} quote={quote} record={record} />
      ))}
      {others.length > 0 ? (
        <details className="border-line border-t">
          <summary className="min-h-9 px-4 py-2 text-primary sm:px-5">
            {t("quotes.others", { count: others.length })}
          </summary>
          {others.map((quote) => (
            <QuoteLines key={quote.id} quote={quote} record={record} />
          ))}
        </details>
      ) : null}
    </Card>
  );
}
