import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HandoverSheet } from "@/components/emergency/handover-sheet";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("emergency-desk");
  return { title: t("sheet") };
}

async function handoverOf(params: Promise<{ handoverId: string }>) {
  try {
    return await (await api()).emergency.get(await params);
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) notFound();
    throw error;
  }
}

export default async function HandoverPage({ params }: { params: Promise<{ handoverId: string }> }) {
  const handover = await handoverOf(params);
  return (
    <DeskPage namespaces={["emergency-desk"]}>
      <HandoverSheet initial={handover} />
    </DeskPage>
  );
}
