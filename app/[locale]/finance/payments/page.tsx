import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BillList } from "@/components/bill/bill-list";
import { PeriodPicker } from "@/components/oversight/period-picker";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../../regulator/asked-period";

interface Props {
  searchParams: Promise<{ from?: string | string[]; until?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finance");
  return { title: t("title") };
}

export default async function PaymentsPage({ searchParams }: Props) {
  const t = await getTranslations("finance");
  const call = await api();
  const { timeZone } = await call.region.current();
  const today = localDay(new Date(), timeZone);
  const period = askedPeriod(await searchParams, today);
  const bills = await call.billing.list(period);
  return (
    <DeskPage namespaces={["finance", "oversight", "payment-page"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <PeriodPicker href="/finance/payments" period={period} today={today} />
      <BillList initial={bills} period={period} />
    </DeskPage>
  );
}
