import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RuleList } from "@/components/rule/rule-list";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rule.published");
  return { title: t("title") };
}

export default async function PublishedRulesPage() {
  const t = await getTranslations("rule.published");
  const call = await api();
  const [rules, { timeZone }] = await Promise.all([call.rule.published(), call.region.current()]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <RuleList rules={rules} timeZone={timeZone} base="/rules" />
    </>
  );
}
