import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BookingFlow } from "@/components/booking/booking-flow";
import { regionOfBooking } from "@/components/booking/region-of-booking";
import { Messages } from "@/components/shell/messages";
import { api } from "@/server/caller";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("booking.home");
  return { title: t("title") };
}

/** The family's booking: the first question stands in the page, everything else follows the answers. */
export default async function BookPage({ searchParams }: { searchParams: Promise<{ step?: string }> }) {
  const { step } = await searchParams;
  const region = await (await api()).region.current();
  return (
    <Messages namespaces={["booking", "triage-form", "price"]}>
      <BookingFlow region={regionOfBooking(region)} search={step ? `?step=${step}` : ""} />
    </Messages>
  );
}
