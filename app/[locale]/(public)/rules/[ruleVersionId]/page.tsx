import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { ChangeList } from "@/components/rule/change-list";
import { RuleContent } from "@/components/rule/rule-content";
import { RuleFacts } from "@/components/rule/rule-facts";
import { Messages } from "@/components/shell/messages";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";

interface Props {
  params: Promise<{ ruleVersionId: string }>;
}

const namespaces = ["shell", "rule", "ruleForm", "fleet", "paper", "certification", "record", "review"];

/** Only what holds or is announced; a draft's address leads nowhere. */
async function publishedOf(params: Props["params"]) {
  const { ruleVersionId } = await params;
  if (!z.uuid().safeParse(ruleVersionId).success) return null;
  const call = await api();
  const isPublic = (await call.rule.published()).some(({ id }) => id === ruleVersionId);
  return isPublic ? call.rule.publishedOne({ ruleVersionId }) : null;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rule.published");
  return { title: t("title") };
}

export default async function PublishedRulePage({ params }: Props) {
  const t = await getTranslations("rule.published");
  const tRule = await getTranslations("rule");
  const rule = await publishedOf(params);
  if (!rule) notFound();
  const { timeZone } = await (await api()).region.current();
  const isEnglish = (await getLocale()) === "en";
  return (
    <Messages namespaces={namespaces}>
      <PageHeader
        title={isEnglish ? rule.titleEn : rule.titleZh}
        lead={tRule(`kinds.${rule.kind}`)}
        back={{ href: "/rules", label: t("title") }}
      />
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
