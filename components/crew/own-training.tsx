"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { TrainingCourses } from "@/components/training/training-courses";
import { TrainingSum } from "@/components/training/training-sum";
import { Card } from "@/components/ui/card";
import { ListSkeleton } from "@/components/ui/skeleton";

/** Own training: what it comes to, and every course. */
export function OwnTraining({ isPpeTrained }: { isPpeTrained: boolean }) {
  const t = useTranslations("crew.profile");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(trpc.training.own.queryOptions());
  return (
    <Card title={t("training")}>
      {data ? (
        <div className="grid gap-5">
          <TrainingSum record={data} />
          <TrainingCourses courses={data.courses} />
        </div>
      ) : error ? (
        <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <ListSkeleton rows={2} />
      )}
      <p className="mt-4">{t(isPpeTrained ? "ppeTrained" : "ppeUntrained")}</p>
    </Card>
  );
}
