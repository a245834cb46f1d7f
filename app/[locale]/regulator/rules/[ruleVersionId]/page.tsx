import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RuleContent } from "@/components/rule/rule-content";
import { RuleFacts } from "@/components/rule/rule-facts";
import { RuleHeader } from "@/components/rule/rule-header";
import { ruleTitle } from "@/components/rule/rule-title";
import { VersionDesk } from "@/components/rule/version-desk";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { DeskPage } from "../../../operator/desk-page";
import { ruleNamespaces, ruleOf } from "./rule-of";

interface Props {
  params: Promise<{ ruleVersionId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("rule");
  const rule = await ruleOf((await params).ruleVersionId);
  return { title: rule ? ruleTitle(rule, await getLocale()) : t("title") };
}

export default async function RulePage({ params }: Props) {
  const t = await getTranslations("rule");
  const rule = await ruleOf((await params).ruleVersionId);
  if (!rule) notFound();
  const { timeZone } = await (await api()).region.current();
  const earliest = addDays(localDay(new Date(), timeZone), rule.minimumNoticeDays);
  return (
    <DeskPage namespaces={ruleNamespaces}>
      <RuleHeader rule={rule} back={{ href: "/regulator/rules", label: t("back") }} />
      <div className="grid gap-5">
        <RuleFacts rule={rule} timeZone={timeZone} />
        <VersionDesk rule={rule} earliest={earliest} />
        <RuleContent rule={rule} />
      </div>
    </DeskPage>
  );
}
