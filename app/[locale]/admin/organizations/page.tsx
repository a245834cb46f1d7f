import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrganizationDesk } from "@/components/organization/organization-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.organizations");
  return { title: t("title") };
}

export default async function OrganizationsPage() {
  const t = await getTranslations("admin.organizations");
  const rows = await (await api()).admin.organizations();
  return (
    <DeskPage namespaces={["admin"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <OrganizationDesk initial={rows} />
    </DeskPage>
  );
}
