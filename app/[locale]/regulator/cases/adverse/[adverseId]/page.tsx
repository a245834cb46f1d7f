import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { AdverseDesk } from "@/components/case/adverse-desk";
import { DeskPage } from "../../../../operator/desk-page";

interface Props {
  params: Promise<{ adverseId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("case.adverse");
  return { title: t("title") };
}

export default async function AdversePage({ params }: Props) {
  const { adverseId } = await params;
  if (!z.uuid().safeParse(adverseId).success) notFound();
  return (
    <DeskPage namespaces={["case", "trip", "disinfection"]}>
      <AdverseDesk adverseId={adverseId} area="regulator" />
    </DeskPage>
  );
}
