"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { DescriptionList } from "@/components/ui/description-list";
import { Skeleton } from "@/components/ui/skeleton";
import type { PreviewReviewInput } from "@/server/core/review-input";

/** Which vehicle and crew the region's table gives for what is ticked, while it is being ticked. */
export function NeedsPreview({ input }: { input: PreviewReviewInput }) {
  const t = useTranslations("review.preview");
  const tError = useTranslations("errors");
  const fleet = useTranslations("fleet");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery({
    ...trpc.review.preview.queryOptions(input),
    placeholderData: keepPreviousData,
  });
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-32" />;
  if (data.outcome === "review") {
    return (
      <Alert tone="danger" live title={t("none")}>
        {tError(`review.no_vehicle.${data.reason}`)}
      </Alert>
    );
  }
  const { needs } = data;
  const crew = Object.entries(needs.crew).map(([duty, count]) =>
    t("count", { what: fleet(`duties.${duty}`), count: count ?? 0 }),
  );
  return (
    <section
      aria-live="polite"
      aria-label={t("title")}
      className="rounded-lg border border-line bg-paper p-4"
    >
      <p className="mb-2 flex items-center gap-2 font-semibold">
        <Truck aria-hidden="true" className="size-5 text-primary" />
        {t("title")}
      </p>
      <DescriptionList
        items={[
          {
            term: t("vehicle"),
            value: needs.allowedClasses.map((one) => fleet(`classes.${one}`)).join(t("or")),
          },
          { term: t("crew"), value: crew.join(t("comma")) },
          {
            term: t("equipment"),
            value: needs.equipment.map((item) => fleet(`equipment.${item}`)).join(t("comma")) || t("usual"),
          },
          { term: t("isolation"), value: t(`isolations.${needs.isolation}`) },
        ]}
      />
    </section>
  );
}
