import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountView } from "@/components/hospital-account/account-view";
import { AgreementForm } from "@/components/hospital-account/agreement-form";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hospital-account");
  return { title: t("finance.title") };
}

/** One hospital's account: what is agreed, and how it stands. */
export default async function HospitalAccountPage({ params }: { params: Promise<{ hospitalId: string }> }) {
  const { hospitalId } = await params;
  const [t, locale, caller] = [await getTranslations("hospital-account"), await getLocale(), await api()];
  const { timeZone } = await caller.region.current();
  const view = await caller.hospitalAccount.get({ hospitalId }).catch((error: unknown) => {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) notFound();
    throw error;
  });
  const { hospital, account } = view;
  return (
    <DeskPage namespaces={["hospital-account"]}>
      <PageHeader
        title={locale === "en" ? hospital.nameEn : hospital.nameZh}
        lead={account ? undefined : t("finance.noneYet")}
        back={{ href: "/finance/accounts", label: t("finance.title") }}
      />
      <div className="grid gap-6">
        <AgreementForm hospital={hospital} agreed={account} />
        {account ? (
          <AccountView account={account} side="finance" today={localDay(new Date(), timeZone)} />
        ) : null}
      </div>
    </DeskPage>
  );
}
