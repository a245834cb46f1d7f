import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvoiceList } from "@/components/invoice/invoice-list";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("invoice");
  return { title: t("title") };
}

export default async function InvoicesPage() {
  const t = await getTranslations("invoice");
  const initial = await (await api()).invoice.list({});
  return (
    <DeskPage namespaces={["invoice"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <InvoiceList initial={initial} isWhole={false} />
    </DeskPage>
  );
}
