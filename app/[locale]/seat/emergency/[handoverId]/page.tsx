import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundOrNull } from "@/components/api/found";
import { HandoverSheet } from "@/components/emergency/handover-sheet";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("emergency-desk");
  return { title: t("sheet") };
}

export default async function HandoverPage({ params }: { params: Promise<{ handoverId: string }> }) {
  const { handoverId } = await params;
  const call = await api();
  const handover = await foundOrNull(call.emergency.get({ handoverId }));
  if (!handover) notFound();
  return (
    <DeskPage namespaces={["emergency-desk"]}>
      <HandoverSheet initial={handover} />
    </DeskPage>
  );
}
