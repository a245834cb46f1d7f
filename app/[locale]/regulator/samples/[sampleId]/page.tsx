import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { SampleDesk } from "@/components/sample/sample-desk";
import { api } from "@/server/caller";
import { DomainError } from "@/server/core/domain-error";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ sampleId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sample");
  return { title: t("title") };
}

async function sampleOf(sampleId: string) {
  if (!z.uuid().safeParse(sampleId).success) notFound();
  try {
    return await (await api()).sample.get({ sampleId });
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof DomainError && cause.code === "not_found") notFound();
    throw error;
  }
}

export default async function SamplePage({ params }: Props) {
  const sample = await sampleOf((await params).sampleId);
  return (
    <DeskPage namespaces={["sample"]}>
      <SampleDesk initial={sample} />
    </DeskPage>
  );
}
