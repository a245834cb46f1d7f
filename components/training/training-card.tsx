"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { ListSkeleton } from "@/components/ui/skeleton";
import { DecideTrainingButtons } from "./decide-training";
import { TrainingCourses } from "./training-courses";
import { TrainingSum } from "./training-sum";

/** A crew member's training on the reviewer's desk. */
export function TrainingCard({ crewId }: { crewId: string }) {
  const t = useTranslations("training");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(trpc.training.list.queryOptions({ crewId }));
  return (
    <Card title={t("title")}>
      {data ? (
        <div className="grid gap-5">
          <TrainingSum record={data} />
          <TrainingCourses
            courses={data.courses}
            actionOf={(course) => <DecideTrainingButtons course={course} />}
          />
        </div>
      ) : error ? (
        <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </Card>
  );
}
