import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RuleContent } from "@/components/rule/rule-content";
import { RuleFacts } from "@/components/rule/rule-facts";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";

interface Props {
  params: Promise<{ ruleVersionId: string }>;
}

async function ruleOf(params: Props["params"]) {
  const { ruleVersionId } = await params;
  const call = await api();
  const isKnown = (await call.rule.list()).some(({ id }) => id === ruleVersionId);
  return isKnown ? call.rule.get({ ruleVersionId }) : null;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rule");
  return { title: t("title") };
}

export default async function RulePage({ params }: Props) {
  const t = await getTranslations("rule");
  const rule = await ruleOf(params);
  if (!rule) notFound();
  const { timeZone } = await (await api()).region.current();
  const isEnglish = (await getLocale()) === "en";
  return (
    <>
      <PageHeader
        title={isEnglish ? rule.titleEn : rule.titleZh}
        lead={t(`kinds.${rule.kind}`)}
        back={{ href: "/regulator/rules", label: t("back") }}
      />
      <div className="grid gap-5">
        <RuleFacts rule={rule} timeZone={timeZone} />
        <RuleContent rule={rule} />
      </div>
    </>
  );
}
