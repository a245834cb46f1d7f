import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RuleCard } from "@/components/allocation/rule-card";
import { ShareTable } from "@/components/allocation/share-table";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allocation");
  return { title: t("title") };
}

/** How jobs were shared out among the operators, against the published rule (M16). */
export default async function AllocationPage() {
  const [t, call] = [await getTranslations("allocation"), await api()];
  const { rule, lines } = await call.allocation.shares();
  return (
    <DeskPage namespaces={["allocation"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-5">
        <ShareTable lines={lines} />
        <RuleCard rule={rule} />
      </div>
    </DeskPage>
  );
}
