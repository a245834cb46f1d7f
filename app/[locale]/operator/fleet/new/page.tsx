import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VehicleFormPanel } from "@/components/fleet/vehicle-form";
import { PageHeader } from "@/components/ui/page-header";
import { DeskPage } from "../../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fleet");
  return { title: t("new") };
}

export default async function NewVehiclePage() {
  const t = await getTranslations("fleet");
  return (
    <DeskPage namespaces={["fleet", "paper"]}>
      <PageHeader title={t("new")} back={{ href: "/operator/fleet", label: t("back") }} />
      <VehicleFormPanel />
    </DeskPage>
  );
}
