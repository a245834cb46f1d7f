import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmergencyDesk } from "@/components/emergency/emergency-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("emergency-desk");
  return { title: t("title") };
}

export default async function EmergencyPage() {
  const t = await getTranslations("emergency-desk");
  const handovers = await (await api()).emergency.list({ open: false });
  return (
    <DeskPage namespaces={["emergency-desk"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <EmergencyDesk initial={handovers} />
    </DeskPage>
  );
}
