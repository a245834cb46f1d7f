import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Outbox } from "@/components/account/outbox";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { whoIsHere } from "../../../frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.outbox");
  return { title: t("title") };
}

interface PageProps {
  searchParams: Promise<{ to?: string | string[] }>;
}

/** What the demonstration would have sent; on any other installation this page does not exist. */
export default async function OutboxPage({ searchParams }: PageProps) {
  const [query, me] = [await searchParams, await whoIsHere()];
  if (!me.demonstration) notFound();
  const t = await getTranslations("account.outbox");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Messages namespaces={["shell", "account"]}>
        <Outbox startFilter={[query.to].flat()[0] ?? ""} timeZone={me.region.timeZone} />
      </Messages>
    </>
  );
}
