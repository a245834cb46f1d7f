import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvoiceList } from "@/components/invoice/invoice-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { invoiceStatuses } from "@/server/core/invoice/state";
import { DeskPage } from "../../operator/desk-page";

interface Props {
  searchParams: Promise<{ status?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("invoice");
  return { title: t("title") };
}

export default async function InvoicesPage({ searchParams }: Props) {
  const t = await getTranslations("invoice");
  const asked = (await searchParams).status;
  const status = invoiceStatuses.find((it) => it === asked);
  const initial = await (await api()).invoice.list({ status });
  const href = "/finance/invoices";
  return (
    <DeskPage namespaces={["invoice"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("list.shown")} className="mb-4 flex flex-wrap gap-3">
        {[undefined, ...invoiceStatuses].map((it) => (
          <LinkButton
            key={it ?? "all"}
            href={it ? `${href}?status=${it}` : href}
            size="sm"
            variant={it === status ? "primary" : "secondary"}
            aria-current={it === status ? "page" : undefined}
          >
            {it ? t(`statuses.${it}`) : t("list.all")}
          </LinkButton>
        ))}
      </nav>
      <InvoiceList key={status ?? "all"} initial={initial} status={status} isWhole />
    </DeskPage>
  );
}
