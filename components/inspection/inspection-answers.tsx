"use client";

import { useLocale, useTranslations } from "next-intl";
import type { VehicleInspections } from "@/components/api/outputs";
import { FaultPhotos } from "./fault-photos";

type Inspection = VehicleInspections["inspections"][number];

/** How many items were in order, and what was not. */
export function InspectionResult({ inspection }: { inspection: Inspection }) {
  const t = useTranslations("inspection.record");
  const isEnglish = useLocale() === "en";
  const failed = inspection.answers.filter(({ result }) => result === "failed");
  if (failed.length === 0)
    return <span className="text-ok">{t("allOk", { count: inspection.answers.length })}</span>;
  return (
    <span>
      <span className="text-danger">{t("someFailed", { count: failed.length })}</span>{" "}
      {failed.map((it) => (isEnglish ? it.titleEn : it.titleZh)).join(isEnglish ? ", " : "、")}
    </span>
  );
}

/** The whole list as it was filled in, folded away. */
export function InspectionAnswers({ inspection }: { inspection: Inspection }) {
  const t = useTranslations("inspection");
  const isEnglish = useLocale() === "en";
  return (
    <details>
      <summary className="min-h-11 cursor-pointer content-center text-primary">{t("record.open")}</summary>
      <ul className="mt-2 grid gap-2">
        {inspection.answers.map((it) => (
          <li key={it.item} className="grid gap-1">
            <span>
              {isEnglish ? it.titleEn : it.titleZh}{" "}
              <span className={it.result === "ok" ? "text-ok" : "font-medium text-danger"}>
                {t(it.result)}
              </span>
              {it.note ? <span className="text-ink-soft"> · {it.note}</span> : null}
            </span>
            <FaultPhotos fileIds={it.fileIds} />
          </li>
        ))}
      </ul>
    </details>
  );
}
