import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditRows } from "@/components/audit/audit-rows";
import { AuditSearch } from "@/components/audit/audit-search";
import { RecordExport } from "@/components/proof/record-export";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { auditSearchInput } from "@/server/core/oversight-input";
import { DeskPage } from "../../operator/desk-page";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function AuditPage({ searchParams }: Props) {
  const t = await getTranslations("audit");
  const call = await api();
  const { timeZone } = await call.region.current();
  const today = localDay(new Date(), timeZone);
  const asked = await searchParams;
  const usual = { from: addDays(today, -6), until: today };
  const read = auditSearchInput.safeParse({
    from: asked.from || usual.from,
    until: asked.until || usual.until,
    verb: asked.verb || undefined,
    noun: asked.noun || undefined,
    page: Number(asked.page ?? 1),
  });
  const search = read.success ? read.data : auditSearchInput.parse(usual);
  const found = await call.oversight.audit(search);
  return (
    <DeskPage namespaces={["audit", "deed", "oversight", "proof", "record"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <AuditSearch search={search} />
      <div className="mb-6">
        <RecordExport asked={{ from: search.from, until: search.until }} />
      </div>
      <AuditRows found={found} search={search} />
    </DeskPage>
  );
}
