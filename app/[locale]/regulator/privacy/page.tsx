import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ErasureBoard } from "@/components/privacy/erasure-board";
import { OpeningsBoard } from "@/components/privacy/openings-board";
import { RetentionBoard } from "@/components/privacy/retention-board";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.page");
  return { title: t("title") };
}

export default async function PrivacyPage() {
  const t = await getTranslations("privacy.page");
  const initial = await (await api()).breakGlass.list({ page: 1 });
  return (
    <DeskPage namespaces={["privacy"]}>
      <PageHeader title={t("title")} lead={t("leadRegulator")} />
      <Tabs
        label={t("title")}
        tabs={[
          {
            value: "openings",
            label: t("tabs.openings"),
            content: <OpeningsBoard initial={initial} bookingPage="/regulator/trips" />,
          },
          { value: "erasure", label: t("tabs.erasure"), content: <ErasureBoard /> },
          { value: "retention", label: t("tabs.retention"), content: <RetentionBoard /> },
        ]}
      />
    </DeskPage>
  );
}
