import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { foundOrNull } from "@/components/api/found";
import { TripPage } from "@/components/trip-desk/trip-page";
import { api } from "@/server/caller";
import { DeskPage } from "../../desk-page";

interface Props {
  params: Promise<{ tripId: string }>;
}

const tripOf = cache(async (tripId: string) => {
  const call = await api();
  return (await foundOrNull(call.trip.get({ tripId }))) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("trip-desk");
  const { bookingNumber } = await tripOf((await params).tripId);
  return { title: t("tripTitle", { number: bookingNumber }) };
}

export default async function OperatorTripPage({ params }: Props) {
  const trip = await tripOf((await params).tripId);
  return (
    <DeskPage
      namespaces={[
        "trip-desk",
        "plan",
        "fleet",
        "price",
        "booking",
        "payment",
        "privacy",
        "case",
        "complaint",
        "marking",
        "told",
      ]}
    >
      <TripPage initial={trip} />
    </DeskPage>
  );
}
