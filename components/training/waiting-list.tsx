"use client";

import { GraduationCap } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { WaitingTraining } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { DecideTrainingButtons } from "./decide-training";
import { TrainingCourses } from "./training-courses";

/** Courses that wait for the regulator's word, by whose they are. */
export function WaitingTrainings({ courses }: { courses: readonly WaitingTraining[] }) {
  const t = useTranslations("training");
  const isEnglish = useLocale() === "en";
  if (courses.length === 0)
    return (
      <EmptyState icon={<GraduationCap />} title={t("noneWaiting")} description={t("noneWaitingText")} />
    );
  return (
    <div className="grid gap-4">
      {[...Map.groupBy(courses, ({ crewId }) => crewId)].map(([crewId, own]) => (
        <Card
          key={crewId}
          title={`${own[0]?.name ?? ""} · ${(isEnglish ? own[0]?.operatorEn : own[0]?.operatorZh) ?? ""}`}
        >
          <TrainingCourses courses={own} actionOf={(course) => <DecideTrainingButtons course={course} />} />
        </Card>
      ))}
    </div>
  );
}
