import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BillList } from "@/components/bill/bill-list";
import { FailedRefunds } from "@/components/bill/failed-refunds";
import { PeriodPicker } from "@/components/oversight/period-picker";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../../regulator/asked-period";

interface Props {
  searchParams: Promise<{ from?: string | string[]; until?: string | string[]; show?: string | string[] }>;
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
  const asked = await searchParams;
  const period = askedPeriod(asked, today);
  const failed = await call.payment.failedRefunds();
  const showsFailed = asked.show === "refund_failed";
  const bills = showsFailed ? [] : await call.billing.list(period);
  return (
    <DeskPage namespaces={["finance", "oversight", "payment-page"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("failedRefunds.shown")} className="mb-4 flex flex-wrap gap-3">
        <LinkButton
          href="/finance/payments"
          variant={showsFailed ? "secondary" : "primary"}
          aria-current={showsFailed ? undefined : "page"}
        >
          {t("failedRefunds.all")}
        </LinkButton>
        <LinkButton
          href="/finance/payments?show=refund_failed"
          variant={showsFailed ? "primary" : failed.length > 0 ? "danger" : "secondary"}
          aria-current={showsFailed ? "page" : undefined}
        >
          {t("failedRefunds.tab", { count: failed.length })}
        </LinkButton>
      </nav>
      {showsFailed ? (
        <FailedRefunds initial={failed} />
      ) : (
        <>
          <PeriodPicker href="/finance/payments" period={period} today={today} />
          <BillList initial={bills} period={period} />
        </>
      )}
    </DeskPage>
  );
}
