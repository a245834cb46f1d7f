"use client";

import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { BookingInvoices } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { TrackPart } from "@/components/tracking/part";
import { Badge } from "@/components/ui/badge";
import { formatMoney, Money } from "@/components/ui/money";
import { linkLook } from "@/components/ui/text-link";
import { InvoiceDialog } from "./invoice-dialog";
import { invoiceTones } from "./tones";

type Row = BookingInvoices["invoices"][number];

function One({ row, token }: { row: Row; token: string }) {
  const t = useTranslations("invoice");
  const name = row.kind === "red" ? t("red") : t(row.replacesId ? "rest" : "blue");
  const query = token ? `?token=${encodeURIComponent(token)}` : "";
  return (
    <li className="grid gap-1">
      <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="flex flex-wrap items-center gap-2">
          {name} <Badge tone={invoiceTones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
        </span>
        <Money fen={row.totalFen} />
      </p>
      <p className="text-ink-soft text-sm">{row.titleMask}</p>
      {row.invoiceNumber ? (
        <a
          className={linkLook}
          href={`/api/invoices/${row.id}${query}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          <FileText aria-hidden="true" className="mr-1 inline size-4.5" />
          {t("open", { number: row.invoiceNumber })}
        </a>
      ) : null}
      {row.status === "refused" ? (
        <p className="text-late text-sm">{t("refusedText", { reason: row.failure ?? "" })}</p>
      ) : null}
    </li>
  );
}

/** The invoices of a booking, and the way to ask for one while something may be invoiced. */
export function InvoicePart(part: TrackPart) {
  const t = useTranslations("invoice");
  const locale = useLocale();
  const trpc = useTRPC();
  const { view, token } = part;
  const { data } = useQuery({
    ...trpc.invoice.ofBooking.queryOptions({ bookingId: view.bookingId }),
    // What is being issued comes by itself; the live page hears of it, this is the net beneath.
    refetchInterval: (query) =>
      query.state.data?.invoices.some(({ status }) => ["asked", "sent", "unknown"].includes(status))
        ? 5_000
        : false,
  });
  if (!data || (data.invoices.length === 0 && data.openFen === 0)) return null;
  return (
    <section aria-label={t("title")} className="no-print mt-4 grid gap-3 border-line border-t pt-3">
      <h3 className="font-semibold">{t("title")}</h3>
      {data.invoices.length > 0 ? (
        <ul className="grid gap-3">
          {data.invoices.map((row) => (
            <One key={row.id} row={row} token={token} />
          ))}
        </ul>
      ) : null}
      {data.openFen > 0 ? (
        <>
          <p className="text-ink-soft text-sm">
            {t("askFor", { amount: formatMoney(data.openFen, locale) })}
          </p>
          <InvoiceDialog {...part} />
        </>
      ) : null}
      {data.isTaxDocument ? null : <p className="text-ink-soft text-sm">{t("notTax")}</p>}
    </section>
  );
}
