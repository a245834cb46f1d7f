import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/server/caller";
import { type Search, StatementPage } from "../../../operator/statements/statement-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement");
  return { title: t("one") };
}

interface Props {
  params: Promise<{ statementId: string }>;
  searchParams: Promise<Search>;
}

/** One day's statement of an operator, for the finance desk; an operator's own desk may dispute its lines. */
export default async function StatementOfOperatorPage({ params, searchParams }: Props) {
  const { statementId } = await params;
  const isOffice = (await (await api()).settlement.own()) === null;
  return (
    <StatementPage
      statementId={statementId}
      search={await searchParams}
      home="/finance/settlement"
      mayDispute={!isOffice}
    />
  );
}
