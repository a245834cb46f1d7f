import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseDesk } from "@/components/complaint/case-desk";
import { api } from "@/server/caller";
import { SeatPage } from "../seat-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("complaint.desk");
  return { title: t("title") };
}

export default async function SeatComplaintsPage() {
  const cases = await (await api()).complaint.list({});
  return (
    <SeatPage namespaces={["complaint", "case"]}>
      <CaseDesk initial={cases} />
    </SeatPage>
  );
}
