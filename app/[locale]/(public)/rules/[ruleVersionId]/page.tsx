import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { foundOrNull } from "@/components/api/found";
import { ChangeList } from "@/components/rule/change-list";
import { RuleContent } from "@/components/rule/rule-content";
import { RuleFacts } from "@/components/rule/rule-facts";
import { RuleHeader } from "@/components/rule/rule-header";
import { ruleTitle } from "@/components/rule/rule-title";
import { Messages } from "@/components/shell/messages";
import { Alert } from "@/components/ui/alert";
import { api } from "@/server/caller";

interface Props {
  params: Promise<{ ruleVersionId: string }>;
}

const namespaces = ["shell", "rule", "ruleForm", "fleet", "paper", "certification", "record", "review"];

/** Only what holds or is announced; a draft's address leads nowhere. */
const publishedOf = cache(async (ruleVersionId: string) => {
  const call = await api();
  return foundOrNull(call.rule.publishedOne({ ruleVersionId }));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("rule.published");
  const rule = await publishedOf((await params).ruleVersionId);
  return { title: rule ? ruleTitle(rule, await getLocale()) : t("title") };
}

export default async function PublishedRulePage({ params }: Props) {
  const t = await getTranslations("rule.published");
  const rule = await publishedOf((await params).ruleVersionId);
  if (!rule) notFound();
  const { timeZone } = await (await api()).region.current();
  return (
    <Messages namespaces={namespaces}>
      <RuleHeader rule={rule} back={{ href: "/rules", label: t("title") }} />
      <div className="grid gap-5">
        {rule.status === "notice" ? <Alert tone="info">{t("notice")}</Alert> : null}
        {rule.reviewed ? null : <Alert tone="warn">{t("unreviewed")}</Alert>}
        <RuleFacts rule={rule} timeZone={timeZone} />
        <ChangeList changes={rule.changes} against={rule.against?.version ?? null} content={rule.content} />
        <RuleContent rule={rule} />
      </div>
    </Messages>
  );
}
