import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OffersBoard } from "@/components/offer/offers-board";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("offer");
  return { title: t("title") };
}

export default async function OffersPage() {
  const t = await getTranslations("offer");
  const caller = await api();
  const open = await caller.offer.list({ which: "open" });
  return (
    <DeskPage namespaces={["offer", "fleet", "price"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <OffersBoard initial={open} />
    </DeskPage>
  );
}
