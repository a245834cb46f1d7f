import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnCash } from "@/components/cash-count/own-cash";
import { CrewTabs } from "@/components/crew/crew-tabs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cash");
  return { title: t("title") };
}

/** The crew member's cash, counted and handed in at the end of the shift. */
export default async function CrewCashPage() {
  const t = await getTranslations("cash");
  return (
    <>
      <div className="grow">
        <h1 className="mb-4 text-2xl">{t("title")}</h1>
        <OwnCash />
      </div>
      <CrewTabs />
    </>
  );
}
