import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FollowedCase } from "@/components/complaint/followed-case";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { isCaseLink } from "@/server/caller";
import { readAddressPart } from "@/server/core/address-part";

interface CaseProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("complaint.follow");
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

/** How a complaint stands, by the link that whoever complained was given. */
export default async function CasePage({ params }: CaseProps) {
  const token = readAddressPart((await params).token);
  if (!token || !isCaseLink(token)) notFound();
  const t = await getTranslations("complaint.follow");
  return (
    <Messages namespaces={["complaint", "booking"]}>
      <div className="mx-auto max-w-2xl">
        <PageHeader title={t("title")} lead={t("lead")} />
        <FollowedCase token={token} now={Date.now()} />
      </div>
    </Messages>
  );
}
