import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InsurancePage } from "../../finance/insurance/insurance-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("insurance.desk");
  return { title: t("title") };
}

type Asked = Promise<Record<string, string | string[] | undefined>>;

/** The regulator reads what finance sees, and registers who is designated. */
export default async function RegulatorInsurancePage({ searchParams }: { searchParams: Asked }) {
  return <InsurancePage asked={await searchParams} href="/regulator/insurance" mayAct={false} />;
}
