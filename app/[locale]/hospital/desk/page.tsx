import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BookingDesk } from "@/components/desk/booking-desk";
import { api } from "@/server/caller";
import { HospitalPage } from "../hospital-page";
import { recentDestinations } from "../recent-destinations";
import { ownWards } from "../ward-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk");
  return { title: t("title") };
}

interface DeskProps {
  searchParams: Promise<{ booking?: string | string[]; patient?: string | string[] }>;
}

export default async function DeskRoute({ searchParams }: DeskProps) {
  const caller = await api();
  const [{ booking, patient }, me, patients] = [
    await searchParams,
    await caller.account.me(),
    await caller.patient.list({}),
  ];
  return (
    <HospitalPage namespaces={["desk", "patient", "triage-form", "price"]}>
      <BookingDesk
        wards={await ownWards()}
        patients={patients}
        recent={await recentDestinations()}
        bookerName={me.person?.displayName ?? ""}
        draftId={typeof booking === "string" ? booking : null}
        patientId={typeof patient === "string" ? patient : null}
      />
    </HospitalPage>
  );
}
