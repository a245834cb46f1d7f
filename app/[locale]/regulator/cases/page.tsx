import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseBoard } from "@/components/case/case-board";
import { EnterCase } from "@/components/case/enter-case";
import { AdverseReport } from "@/components/trip-desk/adverse-report";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

interface Props {
  searchParams: Promise<{ view?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("case");
  return { title: t("title") };
}

export default async function CasesPage({ searchParams }: Props) {
  const t = await getTranslations("case");
  const call = await api();
  const [complaints, adverse] = await Promise.all([call.complaint.list({}), call.adverse.list({})]);
  const { view } = await searchParams;
  return (
    <DeskPage namespaces={["case", "complaint", "trip", "trip-desk"]}>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <EnterCase />
            <AdverseReport />
          </>
        }
      />
      <CaseBoard
        complaints={complaints}
        adverse={adverse}
        view={view === "adverse" ? "adverse" : "complaints"}
      />
    </DeskPage>
  );
}
