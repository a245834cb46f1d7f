import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReliefDesk } from "@/components/relief/relief-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("relief");
  return { title: t("title") };
}

export default async function RegulatorReliefPage() {
  const t = await getTranslations("relief");
  const claims = await (await api()).relief.queue({ status: "open" });
  return (
    <DeskPage namespaces={["relief", "price", "booking"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ReliefDesk initial={claims} />
    </DeskPage>
  );
}
