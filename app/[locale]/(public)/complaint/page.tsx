import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OpenComplaint } from "@/components/complaint/open-complaint";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("complaint");
  return { title: t("page.title") };
}

/** A complaint about a vehicle by its plate or marking; those with a booking complain on its own page. */
export default async function ComplaintPage({
  searchParams,
}: {
  searchParams: Promise<{ plate?: string; serial?: string }>;
}) {
  const [t, { plate, serial }] = [await getTranslations("complaint"), await searchParams];
  const { id, timeZone, hotline, supervisionPhone } = await (await api()).region.current();
  return (
    <Messages namespaces={["complaint"]}>
      <div className="mx-auto max-w-2xl">
        <PageHeader title={t("page.title")} lead={t("page.lead", { phone: supervisionPhone })} />
        <OpenComplaint regionId={id} timeZone={timeZone} hotline={hotline} plate={plate ?? serial ?? ""} />
      </div>
    </Messages>
  );
}
