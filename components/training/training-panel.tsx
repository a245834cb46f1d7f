"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { TrainingCourse } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ListSkeleton } from "@/components/ui/skeleton";
import { showToast } from "@/components/ui/toast";
import { TrainingCourses } from "./training-courses";
import { TrainingDialog } from "./training-dialog";
import { TrainingSum } from "./training-sum";

/** Take a course back that nobody has confirmed. */
function Withdraw({ course }: { course: TrainingCourse }) {
  const t = useTranslations("training");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const withdraw = useMutation(
    trpc.training.withdraw.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        showToast({ tone: "ok", title: t("withdrawn") });
      },
      onError: () => setOpen(false),
      onSettled: () => client.invalidateQueries(),
    }),
  );
  if (course.status !== "entered") return null;
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => setOpen(true)}>
        {t("withdraw")}
      </Button>
      <FailureNote error={withdraw.error} />
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("withdrawTitle", { course: course.course })}
        description={t("withdrawText")}
        confirmLabel={t("withdraw")}
        tone="danger"
        busy={withdraw.isPending}
        onConfirm={() => withdraw.mutate({ trainingId: course.id })}
      />
    </>
  );
}

/** One person's training on the operator's desk: what it comes to, the courses, a form for the next one. */
export function TrainingPanel({ crewId }: { crewId: string }) {
  const t = useTranslations("training");
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch, isFetching } = useQuery(trpc.training.list.queryOptions({ crewId }));
  if (!data)
    return error ? (
      <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <ListSkeleton rows={3} />
    );
  return (
    <div className="grid max-w-4xl gap-5">
      <Card title={t("sum")}>
        <TrainingSum record={data} />
      </Card>
      <Card
        title={t("courses")}
        aside={
          <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
            <Plus aria-hidden="true" />
            {t("enter")}
          </Button>
        }
      >
        <TrainingCourses courses={data.courses} actionOf={(course) => <Withdraw course={course} />} />
      </Card>
      {isOpen ? <TrainingDialog crewId={crewId} today={data.today} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
