import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReviewQueue } from "@/components/review/review-queue";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

export default async function QueuePage() {
  const t = await getTranslations("review");
  const open = await (await api()).review.list();
  return (
    <DeskPage namespaces={["review", "callback"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ReviewQueue initial={open} />
    </DeskPage>
  );
}
