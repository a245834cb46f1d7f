import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundOrNull } from "@/components/api/found";
import { ComplaintDesk } from "@/components/case/complaint-desk";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ complaintId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("case");
  return { title: t("title") };
}

export default async function ComplaintPage({ params }: Props) {
  const { complaintId } = await params;
  const call = await api();
  const found = await foundOrNull(call.complaint.get({ complaintId }));
  if (!found) notFound();
  return (
    <DeskPage namespaces={["case", "complaint", "marking"]}>
      <ComplaintDesk initial={found} />
    </DeskPage>
  );
}
