import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TripScreen } from "@/components/trip/trip-screen";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trip");
  return { title: t("pageTitle") };
}

export default async function TripPage({ params }: { params: Promise<{ tripId: string }> }) {
  return <TripScreen tripId={(await params).tripId} />;
}
