import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CollectingAccount } from "@/components/bank/collecting-account";
import { ImportFile } from "@/components/bank/import-file";
import { TransferList } from "@/components/bank/transfer-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";
import { forOffice } from "../for-office";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("bank");
  return { title: t("title") };
}

/** The bank's statement: take in a file, say what each transfer pays, keep the account that payers see. */
export default async function BankPage({
  searchParams,
}: {
  searchParams: Promise<{ show?: string | string[] }>;
}) {
  const [t, caller] = [await getTranslations("bank"), await api()];
  const show = (await searchParams).show === "all" ? "all" : "open";
  const lines = await forOffice(() => caller.bank.lines({ show }));
  const account = await caller.bank.account();
  return (
    <DeskPage namespaces={["bank"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-6">
        <ImportFile />
        <section aria-labelledby="transfers">
          <div className="mb-3 flex flex-wrap items-center gap-3">
            <h2 id="transfers" className="me-auto text-xl">
              {t("list")}
            </h2>
            {(["open", "all"] as const).map((each) => (
              <LinkButton
                key={each}
                size="sm"
                href={each === "open" ? "/finance/bank" : "/finance/bank?show=all"}
                variant={each === show ? "primary" : "secondary"}
                aria-current={each === show ? "page" : undefined}
              >
                {t(`show.${each}`)}
              </LinkButton>
            ))}
          </div>
          <TransferList key={show} initial={lines} show={show} />
        </section>
        <CollectingAccount account={account} />
      </div>
    </DeskPage>
  );
}
