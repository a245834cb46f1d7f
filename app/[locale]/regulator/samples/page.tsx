import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SampleBoard } from "@/components/sample/sample-board";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sample");
  return { title: t("title") };
}

export default async function SamplesPage() {
  const t = await getTranslations("sample");
  const initial = await (await api()).sample.list({ page: 1 });
  return (
    <DeskPage namespaces={["sample"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <SampleBoard initial={initial} />
    </DeskPage>
  );
}
