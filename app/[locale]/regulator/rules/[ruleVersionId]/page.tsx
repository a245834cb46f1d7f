import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RuleContent } from "@/components/rule/rule-content";
import { RuleFacts } from "@/components/rule/rule-facts";
import { VersionDesk } from "@/components/rule/version-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { DeskPage } from "../../../operator/desk-page";
import { ruleNamespaces, ruleOf } from "./rule-of";

interface Props {
  params: Promise<{ ruleVersionId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rule");
  return { title: t("title") };
}

export default async function RulePage({ params }: Props) {
  const t = await getTranslations("rule");
  const rule = await ruleOf((await params).ruleVersionId);
  if (!rule) notFound();
  const { timeZone } = await (await api()).region.current();
  const isEnglish = (await getLocale()) === "en";
  const title = isEnglish ? rule.titleEn : rule.titleZh;
  const kind = t(`kinds.${rule.kind}`);
  const earliest = addDays(localDay(new Date(), timeZone), rule.minimumNoticeDays);
  return (
    <DeskPage namespaces={ruleNamespaces}>
      <PageHeader
        title={title}
        lead={kind === title ? undefined : kind}
        back={{ href: "/regulator/rules", label: t("back") }}
      />
      <div className="grid gap-5">
        <RuleFacts rule={rule} timeZone={timeZone} />
        <VersionDesk rule={rule} earliest={earliest} />
        <RuleContent rule={rule} />
      </div>
    </DeskPage>
  );
}
