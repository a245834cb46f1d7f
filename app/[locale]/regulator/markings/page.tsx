import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstAsked } from "@/components/marking/first-asked";
import { ScanBoard } from "@/components/marking/scan-board";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("marking.scans");
  return { title: t("title") };
}

export default async function MarkingsPage() {
  const t = await getTranslations("marking.scans");
  const { outcome: _, ...asked } = firstAsked;
  const initial = await (await api()).marking.scans(asked);
  return (
    <DeskPage namespaces={["marking"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ScanBoard initial={initial} />
    </DeskPage>
  );
}
