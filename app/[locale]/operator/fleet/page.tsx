import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VehicleList } from "@/components/fleet/vehicle-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fleet");
  return { title: t("title") };
}

export default async function FleetPage() {
  const t = await getTranslations("fleet");
  const vehicles = await (await api()).fleet.vehicles();
  const add = (
    <LinkButton href="/operator/fleet/new">
      <Plus aria-hidden="true" />
      {t("add")}
    </LinkButton>
  );
  return (
    <DeskPage namespaces={["fleet", "paper"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={add} />
      <VehicleList initial={vehicles} />
    </DeskPage>
  );
}
