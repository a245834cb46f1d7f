import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InspectionBoard } from "@/components/inspection/inspection-board";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { dayOf } from "../asked-day";
import { DeskPage } from "../desk-page";

interface Props {
  searchParams: Promise<{ day?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inspection");
  return { title: t("title") };
}

export default async function InspectionsPage({ searchParams }: Props) {
  const [t, caller] = [await getTranslations("inspection"), await api()];
  const { timeZone } = await caller.region.current();
  const { day } = dayOf((await searchParams).day, timeZone);
  const initial = await caller.inspection.day({ day });
  return (
    <DeskPage namespaces={["inspection"]}>
      <PageHeader title={t("title")} lead={t("day.lead")} />
      <InspectionBoard key={day} initial={initial} />
    </DeskPage>
  );
}
