import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberDesk } from "@/components/member/member-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ organizationId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.members");
  return { title: t("title") };
}

export default async function MembersPage({ params }: Props) {
  const t = await getTranslations("admin");
  const isEnglish = (await getLocale()) === "en";
  const { organizationId } = await params;
  const call = await api();
  const org = (await call.admin.organizations()).find(({ id }) => id === organizationId);
  if (!org) notFound();
  const members = await call.admin.members({ orgId: org.id });
  return (
    <DeskPage namespaces={["admin"]}>
      <PageHeader
        title={isEnglish ? org.nameEn : org.nameZh}
        lead={t(`types.${org.type}`)}
        back={{ href: "/admin/organizations", label: t("members.back") }}
      />
      <MemberDesk orgId={org.id} type={org.type} initial={members} />
    </DeskPage>
  );
}
