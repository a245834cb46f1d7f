import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BookingList } from "@/components/desk/booking-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { HospitalPage } from "../hospital-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.bookings");
  return { title: t("title") };
}

export default async function BookingsPage() {
  const t = await getTranslations("desk.bookings");
  const book = (
    <LinkButton href="/hospital/desk">
      <Plus aria-hidden="true" />
      {t("empty.book")}
    </LinkButton>
  );
  return (
    <HospitalPage namespaces={["desk"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={book} />
      <BookingList />
    </HospitalPage>
  );
}
