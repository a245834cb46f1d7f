import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CrewFormPanel } from "@/components/crew-list/crew-form";
import { PageHeader } from "@/components/ui/page-header";
import { DeskPage } from "../../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fleet");
  return { title: t("newCrew") };
}

export default async function NewCrewPage() {
  const t = await getTranslations("fleet");
  return (
    <DeskPage namespaces={["fleet", "paper"]}>
      <PageHeader title={t("newCrew")} back={{ href: "/operator/crew", label: t("backCrew") }} />
      <CrewFormPanel />
    </DeskPage>
  );
}
