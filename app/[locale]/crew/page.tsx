import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CrewTabs } from "@/components/crew/crew-tabs";
import { Today } from "@/components/crew/today";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("crew.today");
  return { title: t("title") };
}

export default function CrewPage() {
  return (
    <>
      <div className="grow">
        <Today />
      </div>
      <CrewTabs />
    </>
  );
}
