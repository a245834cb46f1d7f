import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CrewRecord } from "@/components/crew-list/crew-record";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../desk-page";

interface Props {
  params: Promise<{ crewId: string }>;
  searchParams: Promise<{ tab?: string | string[] }>;
}

async function memberOf(params: Props["params"]) {
  const { crewId } = await params;
  return (await (await api()).fleet.crew()).find(({ id }) => id === crewId);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("fleet");
  return { title: (await memberOf(params))?.name ?? t("crewTitle") };
}

export default async function CrewMemberPage({ params, searchParams }: Props) {
  const t = await getTranslations("fleet");
  const row = await memberOf(params);
  if (!row) notFound();
  const { tab } = await searchParams;
  return (
    <DeskPage namespaces={["fleet", "paper", "training"]}>
      <PageHeader
        title={row.name}
        lead={row.duties.map((duty) => t(`duties.${duty}`)).join(t("comma"))}
        back={{ href: "/operator/crew", label: t("backCrew") }}
      />
      <CrewRecord row={row} tab={tab === "certification" || tab === "training" ? tab : "record"} />
    </DeskPage>
  );
}
