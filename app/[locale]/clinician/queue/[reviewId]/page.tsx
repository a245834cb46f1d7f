import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundOrNull } from "@/components/api/found";
import { ReviewDesk } from "@/components/review/review-desk";
import { api } from "@/server/caller";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ reviewId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("detailTitle") };
}

export default async function ReviewPage({ params }: Props) {
  const { reviewId } = await params;
  const call = await api();
  const review = await foundOrNull(call.review.get({ reviewId }));
  if (!review) notFound();
  return (
    <DeskPage namespaces={["review", "callback", "booking", "fleet"]}>
      <ReviewDesk initial={review} />
    </DeskPage>
  );
}
