import { PhoneIncoming } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BookingList } from "@/components/desk/booking-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { SeatPage } from "../seat-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("seat.bookings");
  return { title: t("title") };
}

export default async function BookingsPage() {
  const t = await getTranslations("seat.bookings");
  const call = (
    <LinkButton href="/seat/intake">
      <PhoneIncoming aria-hidden="true" />
      {t("newCall")}
    </LinkButton>
  );
  return (
    <SeatPage namespaces={["desk"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={call} />
      <BookingList />
    </SeatPage>
  );
}
