import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnPayouts } from "@/components/settlement/own-payouts";
import { OwnPayoutAccount } from "@/components/settlement/payout-account";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";
import { PayoutParts } from "./payout-parts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement.payout");
  return { title: t("title") };
}

/** Payouts: the region's desk proposes and pays them out, an operator's sees its own and says where to. */
export default async function PayoutsPage() {
  const [t, caller] = [await getTranslations("settlement.payout"), await api()];
  const own = await caller.settlement.own();
  return (
    <DeskPage namespaces={["settlement"]}>
      <PageHeader title={t("title")} lead={t(own ? "ownLead" : "lead")} />
      {own ? (
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <OwnPayouts own={own} />
          <OwnPayoutAccount initial={await caller.settlement.accounts()} />
        </div>
      ) : (
        <PayoutParts desk="finance" />
      )}
    </DeskPage>
  );
}
