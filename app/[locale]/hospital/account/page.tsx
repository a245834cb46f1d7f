import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountView, NoAccount } from "@/components/hospital-account/account-view";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { HospitalPage } from "../hospital-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hospital-account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const [t, caller] = [await getTranslations("hospital-account"), await api()];
  const { timeZone } = await caller.region.current();
  const { account } = await caller.hospitalAccount.own();
  return (
    <HospitalPage namespaces={["hospital-account"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      {account?.status === "suspended" ? (
        <div className="mb-5">
          <Alert tone="warn" title={t("suspended.title")}>
            {t("suspended.text")}
          </Alert>
        </div>
      ) : null}
      {account ? (
        <AccountView account={account} side="hospital" today={localDay(new Date(), timeZone)} />
      ) : (
        <NoAccount />
      )}
    </HospitalPage>
  );
}
