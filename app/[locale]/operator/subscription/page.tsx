import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SubscriptionPage } from "@/components/subscription/subscription-page";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("subscription");
  return { title: t("title") };
}

export default async function Page() {
  const t = await getTranslations("subscription");
  const view = await (await api()).subscription.get();
  return (
    <DeskPage namespaces={["subscription"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <SubscriptionPage initial={view} />
    </DeskPage>
  );
}
