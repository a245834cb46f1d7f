import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CallbackList } from "@/components/callback/callback-list";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("callback");
  return { title: t("title") };
}

export default async function CallbacksPage() {
  const t = await getTranslations("callback");
  const calls = await (await api()).callback.list();
  return (
    <DeskPage namespaces={["callback"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <CallbackList initial={calls} />
    </DeskPage>
  );
}
