import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { PayoutParts } from "../../finance/payouts/payout-parts";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement.payout");
  return { title: t("title") };
}

/** The second person: who approves what finance proposes, and checks an account that changes. */
export default async function ApprovePayoutsPage() {
  const t = await getTranslations("settlement.payout");
  return (
    <DeskPage namespaces={["settlement"]}>
      <PageHeader title={t("title")} lead={t("approveLead")} />
      <PayoutParts desk="regulator" />
    </DeskPage>
  );
}
