import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { FindingDesk } from "@/components/finding/finding-desk";
import { api } from "@/server/caller";
import { DomainError } from "@/server/core/domain-error";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ findingId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finding");
  return { title: t("title") };
}

async function findingOf(findingId: string) {
  if (!z.uuid().safeParse(findingId).success) notFound();
  try {
    return await (await api()).finding.get({ findingId });
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof DomainError && cause.code === "not_found") notFound();
    throw error;
  }
}

export default async function FindingPage({ params }: Props) {
  const found = await findingOf((await params).findingId);
  return (
    <DeskPage namespaces={["finding", "price", "settings"]}>
      <FindingDesk initial={found} />
    </DeskPage>
  );
}
