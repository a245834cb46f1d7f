"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { TrainingCourse } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Day } from "@/components/ui/instant";
import { linkInText } from "@/components/ui/text-link";

const tones = { entered: "wait", confirmed: "ok", refused: "danger" } as const;

/** Courses, newest first: what, by whom, when, what it counts, how it stands, the certificate. */
export function TrainingCourses({
  courses,
  actionOf,
}: {
  courses: readonly TrainingCourse[];
  actionOf?: (course: TrainingCourse) => ReactNode;
}) {
  const t = useTranslations("training");
  if (courses.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul className="grid gap-4">
      {courses.map((it) => (
        <li key={it.id} className="grid gap-1 border-line border-b pb-4 last:border-0 last:pb-0">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="font-semibold">{it.kind === "opening" ? t("opening") : it.course}</span>
            <Badge tone={tones[it.status]}>{t(`statuses.${it.status}`)}</Badge>
          </div>
          <p className="flex flex-wrap gap-x-3 text-ink-soft">
            <Day day={it.heldOn} />
            {it.kind === "opening" ? null : <span>{it.provider}</span>}
            <span>{t("counts", { hours: it.hours, credits: it.credits })}</span>
          </p>
          {it.reason ? <p className="text-danger">{t("refusedWhy", { reason: it.reason })}</p> : null}
          <div className="flex flex-wrap items-center gap-3">
            {it.fileId ? (
              <a href={`/api/files/${it.fileId}`} target="_blank" rel="noreferrer" className={linkInText}>
                {t("certificate")}
              </a>
            ) : null}
            {actionOf?.(it)}
          </div>
        </li>
      ))}
    </ul>
  );
}
