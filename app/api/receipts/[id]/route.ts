import { getTranslations } from "next-intl/server";
import { doorContext } from "@/app/api/door";
import { refuse } from "@/app/api/refusal";
import type { WrittenLine } from "@/server/core/bill-record";
import { billingReceipt } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { formatFen } from "@/server/core/money";
import { receiptPurpose, receiptText, receiptToken } from "@/server/core/receipt-token";
import { clauseWords } from "@/server/core/tariff/clause";
import { publicUrl } from "@/server/env";
import { sign } from "@/server/gateways/key-ring";
import { type Receipt, renderReceipt } from "@/server/gateways/receipt-pdf";
import { type ReceiptData, receiptOf } from "@/server/services/billing/receipt";

export const dynamic = "force-dynamic";
/** The paper is Chinese whatever language the screen speaks. */
const locale = "zh-CN";

interface Texts {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

function printedLine(line: WrittenLine, price: Texts, clauses: Texts): Receipt["lines"][number] {
  const changed = line.reason !== "as_quoted";
  const reason = changed ? price(`reasons.${line.reason}`) : null;
  const quoted = formatFen(line.quotedFen, locale);
  return {
    label: line.label,
    detail: clauses("clause", { clause: clauseWords(line.rule, clauses) }),
    difference: reason && `${reason}（${quoted}）`,
    fen: line.billedFen,
  };
}

function printed(
  data: ReceiptData,
  price: Texts,
  clauses: Texts,
  payment: Texts,
  vehicle: Texts,
): Omit<Receipt, "checkUrl"> {
  const { bill, region, operator, vehicleClass, payments, refunds } = data;
  const reasonOf = (reason: string) =>
    ["bill_lower", "cancelled", "paid_twice", "promise_broken", "insurance_cancelled"].includes(reason)
      ? payment(`refundReasons.${reason}`)
      : reason;
  return {
    kind: bill.status === "paid" ? "receipt" : "bill",
    number: data.number,
    region: { name: region.nameZh, number: region.hotline, timeZone: region.timeZone },
    issuedAt: bill.issuedAt,
    operator: { name: operator.nameZh, creditCode: operator.creditCode },
    trip: {
      bookingNumber: data.bookingNumber,
      from: data.from,
      to: data.to,
      pickedUpAt: data.pickedUpAt,
      deliveredAt: data.deliveredAt,
      plate: data.plate,
      vehicleClass: vehicleClass ? vehicle(`vehicleClasses.${vehicleClass}`) : "",
      distanceMetres: data.distanceMetres,
    },
    patient: data.patient,
    tariff: data.tariff.titleZh,
    lines: bill.lines.map((line) => printedLine(line, price, clauses)),
    totalFen: bill.totalFen,
    dueFen: data.dueFen,
    payments: payments.map((row) => ({
      method: payment(`drivers.${row.driver}`),
      at: row.settledAt ?? row.createdAt,
      fen: row.amountFen,
    })),
    refunds: refunds.map((row) => ({
      reason: reasonOf(row.reason),
      at: row.settledAt ?? row.createdAt,
      fen: row.amountFen,
    })),
    casePhone: region.supervisionPhone,
    demonstration: region.demonstration,
  };
}

/** Where anybody checks the paper: what it says of itself, signed. */
function checkAddress({
  number,
  kind,
  issuedAt,
  operator,
  totalFen,
  payments,
  refunds,
}: Omit<Receipt, "checkUrl">) {
  const sum = (rows: { fen: number }[]) => rows.reduce((total, { fen }) => total + fen, 0);
  const mark = {
    number,
    kind,
    issuedAt: issuedAt.toISOString(),
    operatorZh: operator.name,
    totalFen,
    paidFen: sum(payments) - sum(refunds),
    printedAt: new Date().toISOString(),
  };
  return publicUrl(`/verify/receipt/${receiptToken(mark, sign(receiptPurpose, receiptText(mark)))}`);
}

/** A bill or receipt as a PDF, for whoever may see the booking: by session, or by the tracking link's `?token=`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const input = billingReceipt.safeParse({ billId: (await params).id });
    if (!input.success) throw new DomainError("not_found", "bill.not_found");
    const data = await receiptOf(await doorContext(request), input.data);
    const texts = async (namespace: "price" | "booking.price" | "payment" | "mail"): Promise<Texts> => {
      const t = await getTranslations({ locale, namespace });
      return Object.assign((key: string, values?: Record<string, string | number>) => t(key, values), {
        has: (key: string) => t.has(key),
      });
    };
    const size = new URL(request.url).searchParams.get("size") === "A4" ? "A4" : "A5";
    const paper = printed(
      data,
      await texts("price"),
      await texts("booking.price"),
      await texts("payment"),
      await texts("mail"),
    );
    const { pdf } = await renderReceipt({ ...paper, checkUrl: checkAddress(paper) }, size);
    return new Response(new Uint8Array(pdf), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${data.number}.pdf"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
