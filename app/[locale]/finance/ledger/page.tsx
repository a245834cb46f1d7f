import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LedgerBalances } from "@/components/ledger/ledger-balances";
import { LedgerEntries } from "@/components/ledger/ledger-entries";
import { ledgerHref } from "@/components/ledger/ledger-href";
import { LedgerSearch } from "@/components/ledger/ledger-search";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { type LedgerList, ledgerList } from "@/server/core/ledger-input";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../../regulator/asked-period";

type Asked = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger");
  return { title: t("title") };
}

/** What the address asks for; what does not fit is left out. */
function searchOf(asked: Asked, today: string): LedgerList {
  const period = askedPeriod(asked, today);
  const { account, bookingNumber, at, id } = asked;
  const read = ledgerList.safeParse({
    ...period,
    ...(account ? { account } : {}),
    ...(bookingNumber ? { bookingNumber } : {}),
    ...(asked.open === "1" ? { open: true } : {}),
    ...(at && id ? { after: { at, id } } : {}),
  });
  return read.success ? read.data : period;
}

/** The ledger: what lies on each account, and the entries that brought it there. */
export default async function LedgerPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const t = await getTranslations("ledger");
  const call = await api();
  const { timeZone } = await call.region.current();
  const search = searchOf(await searchParams, localDay(new Date(), timeZone));
  const { from, until } = search;
  const [page, balances] = [await call.ledger.list(search), await call.ledger.balances({ from, until })];
  return (
    <DeskPage namespaces={["ledger"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <LedgerSearch key={ledgerHref(search)} search={search} />
      <LedgerBalances balances={balances} until={until} />
      <LedgerEntries rows={page.rows} timeZone={timeZone} />
      <nav aria-label={t("entries")} className="mt-4 flex flex-wrap gap-3">
        {search.after ? (
          <LinkButton href={ledgerHref({ ...search, after: undefined })} variant="secondary">
            {t("newest")}
          </LinkButton>
        ) : null}
        {page.next ? (
          <LinkButton href={ledgerHref({ ...search, after: page.next })} variant="secondary">
            {t("older")}
          </LinkButton>
        ) : null}
      </nav>
    </DeskPage>
  );
}
