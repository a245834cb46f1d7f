import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LapsingList } from "@/components/paper/lapsing-list";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

/** The first reminder goes out at this many days (core/certification.ts). */
const soonDays = 60;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("paper");
  return { title: t("title") };
}

export default async function PapersPage() {
  const t = await getTranslations("paper");
  const lapsing = await (await api()).certification.list({ lapsingWithinDays: soonDays });
  return (
    <DeskPage namespaces={["paper", "fleet"]}>
      <PageHeader title={t("title")} lead={t("lead", { days: soonDays })} />
      <LapsingList initial={lapsing} days={soonDays} />
    </DeskPage>
  );
}
