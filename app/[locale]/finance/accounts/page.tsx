import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { api } from "@/server/caller";
import { DeskPage } from "../../operator/desk-page";
import { forOffice } from "../for-office";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hospital-account");
  return { title: t("finance.title") };
}

/** Every hospital of the region with how its monthly account stands. */
export default async function AccountsPage() {
  const [t, locale, caller] = [await getTranslations("hospital-account"), await getLocale(), await api()];
  const rows = await forOffice(() => caller.hospitalAccount.list());
  const overdue = (ages: Record<string, number>) =>
    (ages.to_30 ?? 0) + (ages.to_60 ?? 0) + (ages.to_90 ?? 0) + (ages.beyond_90 ?? 0);
  return (
    <DeskPage namespaces={["hospital-account"]}>
      <PageHeader title={t("finance.title")} lead={t("finance.lead")} />
      <Card flush>
        <Table
          caption={t("finance.title")}
          rows={rows}
          rowKey={({ hospital }) => hospital.id}
          columns={[
            {
              key: "name",
              header: t("finance.hospital"),
              isRowHeader: true,
              cell: ({ hospital }) => (
                <Link href={`/finance/accounts/${hospital.id}`} className={linkLook}>
                  {locale === "en" ? hospital.nameEn : hospital.nameZh}
                </Link>
              ),
            },
            {
              key: "status",
              header: t("finance.status"),
              cell: ({ account }) => (
                <Badge tone={account?.status === "open" ? "ok" : account ? "late" : "neutral"}>
                  {t(`finance.statuses.${account?.status ?? "none"}`)}
                </Badge>
              ),
            },
            {
              key: "limit",
              header: t("limit"),
              align: "end",
              isTight: true,
              cell: ({ account }) => (account ? <Money fen={account.creditLimitFen} /> : "—"),
            },
            {
              key: "used",
              header: t("used"),
              align: "end",
              isTight: true,
              cell: ({ account }) => (account ? <Money fen={account.usedFen} /> : "—"),
            },
            {
              key: "open",
              header: t("open"),
              align: "end",
              isTight: true,
              cell: ({ account }) => (account ? <Money fen={account.openFen} /> : "—"),
            },
            {
              key: "overdue",
              header: t("finance.overdue"),
              align: "end",
              isTight: true,
              cell: ({ account }) => (account ? <Money fen={overdue(account.ages)} /> : "—"),
            },
          ]}
          empty={<EmptyState icon={<Building2 />} title={t("finance.none")} />}
        />
      </Card>
    </DeskPage>
  );
}
