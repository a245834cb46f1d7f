import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificationQueue } from "@/components/certification/certification-queue";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

interface Props {
  searchParams: Promise<{ view?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("certification");
  return { title: t("title") };
}

export default async function CertificationPage({ searchParams }: Props) {
  const t = await getTranslations("certification");
  const { view } = await searchParams;
  const rows = await (await api()).certification.list({});
  return (
    <DeskPage namespaces={["certification", "paper", "fleet", "training"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <CertificationQueue initial={rows} view={typeof view === "string" ? view : "waiting"} />
    </DeskPage>
  );
}
