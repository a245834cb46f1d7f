import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReviewDesk } from "@/components/review/review-desk";
import { api } from "@/server/caller";
import { reviewRef } from "@/server/core/review-input";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ reviewId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("detailTitle") };
}

async function reviewOf(params: Props["params"]) {
  const ref = reviewRef.safeParse(await params);
  if (!ref.success) notFound();
  try {
    return await (await api()).review.get(ref.data);
  } catch (error) {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}

export default async function ReviewPage({ params }: Props) {
  const review = await reviewOf(params);
  return (
    <DeskPage namespaces={["review", "callback", "booking", "fleet"]}>
      <ReviewDesk initial={review} />
    </DeskPage>
  );
}
