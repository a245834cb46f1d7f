import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DeedScreen } from "@/components/trip/deed-screen";
import { isDeed } from "@/components/trip/deeds";

interface PageProps {
  params: Promise<{ tripId: string; deed: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const [{ deed }, t] = [await params, await getTranslations("trip")];
  return { title: isDeed(deed) ? t(`pages.${deed}.title`) : t("pageTitle") };
}

export default async function DeedPage({ params }: PageProps) {
  const { tripId, deed } = await params;
  if (!isDeed(deed)) notFound();
  return <DeedScreen tripId={tripId} deed={deed} />;
}
