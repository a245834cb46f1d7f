import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RepairDesk } from "@/components/plan/repair-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("repair");
  return { title: t("title") };
}

export default async function RepairPage() {
  const [t, caller] = [await getTranslations("repair"), await api()];
  const plan = await caller.plan.day({});
  return (
    <DeskPage namespaces={["repair"]}>
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: "/operator/plan", label: t("back") }} />
      <RepairDesk plan={plan} />
    </DeskPage>
  );
}
