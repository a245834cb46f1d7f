import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VehicleMap } from "@/components/oversight/vehicle-map";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("oversight.map");
  return { title: t("title") };
}

export default async function MapPage() {
  const t = await getTranslations("oversight.map");
  const vehicles = await (await api()).oversight.vehicles();
  return (
    <DeskPage namespaces={["oversight", "fleet", "trip"]}>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href="/regulator/map/wall" variant="secondary">
            {t("wall")}
          </LinkButton>
        }
      />
      <VehicleMap initial={vehicles} />
    </DeskPage>
  );
}
