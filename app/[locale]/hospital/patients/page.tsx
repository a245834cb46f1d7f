import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PatientList } from "@/components/patient/patient-list";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { HospitalPage } from "../hospital-page";
import { ownWards } from "../ward-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("patient");
  return { title: t("title") };
}

export default async function PatientsPage() {
  const t = await getTranslations("patient");
  const patients = await (await api()).patient.list({});
  return (
    <HospitalPage namespaces={["patient", "desk"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <PatientList wards={await ownWards()} initial={patients} />
    </HospitalPage>
  );
}
