import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RuleForm } from "@/components/rule/form/rule-form";
import { ruleTitle } from "@/components/rule/rule-title";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../../../operator/desk-page";
import { ruleNamespaces, ruleOf } from "../rule-of";

interface Props {
  params: Promise<{ ruleVersionId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ruleForm.ui");
  return { title: t("title") };
}

export default async function EditRulePage({ params }: Props) {
  const t = await getTranslations("ruleForm.ui");
  const tRule = await getTranslations("rule");
  const locale = await getLocale();
  const rule = await ruleOf((await params).ruleVersionId);
  if (!rule || rule.kind === "region") notFound();
  const href = `/regulator/rules/${rule.id}`;
  // What is announced or in force is never edited: its page offers a new draft.
  if (rule.status !== "draft") return redirect({ href, locale });
  const { timeZone } = await (await api()).region.current();
  return (
    <DeskPage namespaces={ruleNamespaces}>
      <PageHeader
        title={t("title")}
        lead={t("lead", { version: rule.version, kind: tRule(`kinds.${rule.kind}`) })}
        back={{ href, label: ruleTitle(rule, locale) }}
      />
      <RuleForm rule={rule} kind={rule.kind} today={localDay(new Date(), timeZone)} />
    </DeskPage>
  );
}
