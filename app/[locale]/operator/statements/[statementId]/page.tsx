import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Search, StatementPage } from "../statement-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement");
  return { title: t("one") };
}

interface Props {
  params: Promise<{ statementId: string }>;
  searchParams: Promise<Search>;
}

/** One day's statement of the acting operator, whose lines it may dispute. */
export default async function OwnStatementPage({ params, searchParams }: Props) {
  const { statementId } = await params;
  return (
    <StatementPage
      statementId={statementId}
      search={await searchParams}
      home="/operator/statements"
      mayDispute
    />
  );
}
