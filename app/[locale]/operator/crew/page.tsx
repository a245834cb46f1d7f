import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CrewList } from "@/components/crew-list/crew-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fleet");
  return { title: t("crewTitle") };
}

export default async function CrewPage() {
  const t = await getTranslations("fleet");
  const crew = await (await api()).fleet.crew();
  const add = (
    <LinkButton href="/operator/crew/new">
      <Plus aria-hidden="true" />
      {t("addCrew")}
    </LinkButton>
  );
  return (
    <DeskPage namespaces={["fleet", "paper"]}>
      <PageHeader title={t("crewTitle")} lead={t("crewLead")} actions={add} />
      <CrewList initial={crew} />
    </DeskPage>
  );
}
