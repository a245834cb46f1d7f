import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundOrNull } from "@/components/api/found";
import { FindingDesk } from "@/components/finding/finding-desk";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ findingId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finding");
  return { title: t("title") };
}

export default async function FindingPage({ params }: Props) {
  const { findingId } = await params;
  const call = await api();
  const found = await foundOrNull(call.finding.get({ findingId }));
  if (!found) notFound();
  return (
    <DeskPage namespaces={["finding", "price", "settings"]}>
      <FindingDesk initial={found} />
    </DeskPage>
  );
}
