import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InspectionScreen } from "@/components/inspection/inspection-screen";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inspection");
  return { title: t("title") };
}

export default async function InspectionPage({ params }: { params: Promise<{ shiftId: string }> }) {
  return <InspectionScreen shiftId={(await params).shiftId} />;
}
