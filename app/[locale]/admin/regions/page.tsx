import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RegionDesk } from "@/components/region/region-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.regions");
  return { title: t("title") };
}

export default async function RegionsPage() {
  const t = await getTranslations("admin.regions");
  const call = await api();
  const [regions, me] = await Promise.all([call.region.list(), call.account.me()]);
  return (
    <DeskPage namespaces={["admin"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <RegionDesk regions={regions} mayCreate={me.person?.acting?.role === "platform_admin"} />
    </DeskPage>
  );
}
