import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FindingBoard } from "@/components/finding/finding-board";
import { firstAsked } from "@/components/finding/first-asked";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finding");
  return { title: t("title") };
}

export default async function FindingsPage() {
  const t = await getTranslations("finding");
  const { status, page } = firstAsked;
  const initial = await (await api()).finding.list({ page, ...(status ? { status } : {}) });
  return (
    <DeskPage namespaces={["finding", "price"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FindingBoard initial={initial} />
    </DeskPage>
  );
}
