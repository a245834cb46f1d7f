import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ComplaintDesk } from "@/components/case/complaint-desk";
import { api } from "@/server/caller";
import { DomainError } from "@/server/core/domain-error";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ complaintId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("case");
  return { title: t("title") };
}

async function complaintOf(complaintId: string) {
  if (!z.uuid().safeParse(complaintId).success) notFound();
  try {
    return await (await api()).complaint.get({ complaintId });
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof DomainError && cause.code === "not_found") notFound();
    throw error;
  }
}

export default async function ComplaintPage({ params }: Props) {
  const found = await complaintOf((await params).complaintId);
  return (
    <DeskPage namespaces={["case", "complaint"]}>
      <ComplaintDesk initial={found} />
    </DeskPage>
  );
}
