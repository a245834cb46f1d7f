import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { DomainError } from "@/server/core/domain-error";
import { ledgerAccountKeys, ledgerAccounts } from "@/server/core/ledger";
import { ledgerList } from "@/server/core/ledger-input";
import { csvLine } from "@/server/core/ledger-sheet";
import { localDay, localTime } from "@/server/core/local-time";
import { everyLedgerLine, type LedgerLine } from "@/server/services/ledger-view";

export const dynamic = "force-dynamic";

const fields = ["from", "until", "account", "bookingNumber"] as const;
const language = z.enum(["zh-CN", "en"]).catch("zh-CN");
/** Without it Excel takes the file for the system's old encoding. */
const byteOrderMark = "\uFEFF";

function asked(search: URLSearchParams) {
  const given = fields.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []));
  const open = search.get("open") === "1" ? { open: true } : {};
  const input = ledgerList.safeParse({ ...Object.fromEntries(given), ...open });
  if (!input.success) throw new DomainError("bad_input", "input.invalid");
  return { input: input.data, locale: language.parse(search.get("locale")) };
}

type Texts = Awaited<ReturnType<typeof getTranslations<"ledger">>>;

function lineOf(t: Texts, row: LedgerLine, locale: string, timeZone: string): string {
  const at = (instant: Date) => `${localDay(instant, timeZone)} ${localTime(instant, timeZone)}`;
  const named = (account: string) => {
    const known = ledgerAccounts.find((each) => each === account);
    return known ? t(`accounts.${ledgerAccountKeys[known]}`) : account;
  };
  return csvLine([
    at(row.at),
    (locale === "en" ? row.orgEn : row.orgZh) ?? "",
    row.bookingNumber ?? "",
    named(row.debitAccount),
    named(row.creditAccount),
    (row.amountFen / 100).toFixed(2),
    t(`states.${row.state}`),
    row.resolvedState && row.resolvedAt ? `${t(`states.${row.resolvedState}`)} ${at(row.resolvedAt)}` : "",
    t.has(`memos.${row.memo}`) ? t(`memos.${row.memo}`) : row.memo,
    row.causeKey,
    row.id,
    row.resolvesId ?? "",
  ]);
}

const columns = [
  "at",
  "org",
  "booking",
  "debit",
  "credit",
  "amount",
  "state",
  "resolved",
  "memo",
  "cause",
  "id",
  "resolves",
];

/** Entries of the ledger as CSV, written while they are read: `?from&until[&account][&bookingNumber][&open=1]&locale=`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await requestContext();
    const { input, locale } = asked(new URL(request.url).searchParams);
    const t = await getTranslations({ locale, namespace: "ledger" });
    const pages = everyLedgerLine(ctx, input);
    // The first page is read before the answer begins, so that a refusal is an answer of its own.
    const first = await pages.next();
    const encoder = new TextEncoder();
    const write = (rows: LedgerLine[]) =>
      encoder.encode(rows.map((row) => lineOf(t, row, locale, ctx.region.timeZone)).join(""));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(
          encoder.encode(byteOrderMark + csvLine(columns.map((key) => t(`columns.${key}`)))),
        );
        if (first.done) return controller.close();
        controller.enqueue(write(first.value));
      },
      async pull(controller) {
        const page = await pages.next();
        if (page.done) return controller.close();
        controller.enqueue(write(page.value));
      },
      async cancel() {
        await pages.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="ledger-${ctx.region.id}-${input.from}-${input.until}.csv"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
