import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BatchDesk } from "@/components/batch/batch-desk";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { HospitalPage } from "../hospital-page";
import { recentDestinations } from "../recent-destinations";
import { ownWards } from "../ward-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("batch");
  return { title: t("title") };
}

export default async function BatchPage() {
  const t = await getTranslations("batch");
  const caller = await api();
  const [me, patients, triage] = [
    await caller.account.me(),
    await caller.patient.list({}),
    await caller.booking.triageSet(),
  ];
  return (
    <HospitalPage namespaces={["batch", "desk", "triage-form", "price"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <BatchDesk
        wards={await ownWards()}
        patients={patients}
        recent={await recentDestinations()}
        bookerName={me.person?.displayName ?? ""}
        set={triage.set}
      />
    </HospitalPage>
  );
}
