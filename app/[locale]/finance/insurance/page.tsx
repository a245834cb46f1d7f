import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InsurancePage } from "./insurance-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("insurance.desk");
  return { title: t("title") };
}

type Asked = Promise<Record<string, string | string[] | undefined>>;

export default async function FinanceInsurancePage({ searchParams }: { searchParams: Asked }) {
  return <InsurancePage asked={await searchParams} href="/finance/insurance" mayAct />;
}
