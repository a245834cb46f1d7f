import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FailedRefunds } from "@/components/bill/failed-refunds";
import { Mismatches } from "@/components/bill/mismatches";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finance");
  return { title: t("alarms") };
}

/** Money that needs a person, for an authority whose region has no finance desk: the same lists, the same deeds. */
export default async function MoneyAlarmsPage() {
  const t = await getTranslations("finance");
  const call = await api();
  const [failed, others] = [await call.payment.failedRefunds(), await call.payment.mismatches()];
  return (
    <DeskPage namespaces={["finance", "payment-page"]}>
      <PageHeader title={t("alarms")} />
      <div className="grid gap-8">
        <section id="refund_failed" aria-labelledby="refund_failed-title">
          <h2 id="refund_failed-title" className="mb-3 text-xl">
            {t("failedRefunds.tab", { count: failed.length })}
          </h2>
          <FailedRefunds initial={failed} />
        </section>
        <section id="amount_mismatch" aria-labelledby="amount_mismatch-title">
          <h2 id="amount_mismatch-title" className="mb-3 text-xl">
            {t("mismatches.tab", { count: others.length })}
          </h2>
          <Mismatches initial={others} />
        </section>
      </div>
    </DeskPage>
  );
}
