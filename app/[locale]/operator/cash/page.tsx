import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CashDesk } from "@/components/cash-count/cash-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cash.desk");
  return { title: t("title") };
}

/** Cash that crews took and hand in at the office. */
export default async function CashPage() {
  const [t, caller] = [await getTranslations("cash.desk"), await api()];
  const desk = await caller.cash.desk();
  return (
    <DeskPage namespaces={["cash"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <CashDesk initial={desk} />
    </DeskPage>
  );
}
