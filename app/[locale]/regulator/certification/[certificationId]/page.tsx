import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { CertificationDesk } from "@/components/certification/certification-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ certificationId: string }>;
}

async function rowOf(params: Props["params"]) {
  const { certificationId } = await params;
  return (await (await api()).certification.list({})).find(({ id }) => id === certificationId);
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("certification");
  return { title: t("title") };
}

export default async function CertificationRecordPage({ params }: Props) {
  const t = await getTranslations("certification");
  const tPaper = await getTranslations("paper");
  const isEnglish = (await getLocale()) === "en";
  const row = await rowOf(params);
  if (!row) notFound();
  const initial = await (await api()).certification.get({ certificationId: row.id });
  const operator = isEnglish ? row.orgNameEn : row.orgNameZh;
  return (
    <DeskPage
      namespaces={["certification", "standard", "paper", "fleet", "marking", "training", "inspection"]}
    >
      <PageHeader
        title={row.plate ?? row.crewName ?? operator}
        lead={
          row.subject === "operator"
            ? tPaper("subjects.operator")
            : `${tPaper(`subjects.${row.subject}`)} · ${operator}`
        }
        back={{ href: "/regulator/certification", label: t("back") }}
      />
      <CertificationDesk initial={initial} />
    </DeskPage>
  );
}
