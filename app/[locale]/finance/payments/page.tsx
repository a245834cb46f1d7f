import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BillList } from "@/components/bill/bill-list";
import { Disputes } from "@/components/bill/disputes";
import { FailedRefunds } from "@/components/bill/failed-refunds";
import { Mismatches } from "@/components/bill/mismatches";
import { PeriodPicker } from "@/components/oversight/period-picker";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { moneyAlarms } from "@/server/core/payment";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../../regulator/asked-period";

type Asked = string | string[] | undefined;
interface Props {
  searchParams: Promise<{ from?: Asked; until?: Asked; show?: Asked }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finance");
  return { title: t("title") };
}

/** Insurance has a page of its own. */
const shownHere = moneyAlarms.filter((alarm) => alarm !== "insurance_unknown");

/** One way to look at the page; one that needs a person stands out. */
function View(props: { href: string; label: string; isShown: boolean; isUrgent?: boolean }) {
  const { href, label, isShown, isUrgent = false } = props;
  const variant = isShown ? "primary" : isUrgent ? "danger" : "secondary";
  return (
    <LinkButton href={href} variant={variant} aria-current={isShown ? "page" : undefined}>
      {label}
    </LinkButton>
  );
}

export default async function PaymentsPage({ searchParams }: Props) {
  const t = await getTranslations("finance");
  const call = await api();
  const { timeZone } = await call.region.current();
  const today = localDay(new Date(), timeZone);
  const asked = await searchParams;
  const period = askedPeriod(asked, today);
  const shown = shownHere.find((alarm) => alarm === asked.show) ?? "bills";
  const [failed, others] = [await call.payment.failedRefunds(), await call.payment.mismatches()];
  const disputes = await call.dispute.list();
  const waiting = disputes.filter(({ status }) => status === "needs_response").length;
  const bills = shown === "bills" ? await call.billing.list(period) : [];
  const href = "/finance/payments";
  const alarms = {
    refund_failed: { label: t("failedRefunds.tab", { count: failed.length }), isUrgent: failed.length > 0 },
    amount_mismatch: { label: t("mismatches.tab", { count: others.length }), isUrgent: others.length > 0 },
    disputed: { label: t("disputes.tab", { count: waiting }), isUrgent: waiting > 0 },
  };
  return (
    <DeskPage namespaces={["finance", "oversight", "payment-page"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("failedRefunds.shown")} className="mb-4 flex flex-wrap gap-3">
        <View href={href} label={t("failedRefunds.all")} isShown={shown === "bills"} />
        {shownHere.map((alarm) => (
          <View key={alarm} href={`${href}?show=${alarm}`} isShown={shown === alarm} {...alarms[alarm]} />
        ))}
      </nav>
      {shown === "refund_failed" ? <FailedRefunds initial={failed} /> : null}
      {shown === "amount_mismatch" ? <Mismatches initial={others} /> : null}
      {shown === "disputed" ? <Disputes initial={disputes} /> : null}
      {shown === "bills" ? (
        <>
          <PeriodPicker href={href} period={period} today={today} />
          <BillList key={`${period.from}-${period.until}`} initial={bills} period={period} />
        </>
      ) : null}
    </DeskPage>
  );
}
