"use client";

import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Day } from "@/components/ui/instant";
import type { InspectionOutcome } from "@/server/core/certification";
import { PictureLinks } from "./file-links";

type Inspection = CertificationRecord["inspections"][number];

const tones = { passed: "ok", remedy: "late", failed: "danger" } as const satisfies Record<
  InspectionOutcome,
  string
>;

/** Visits on site, newest first: outcome, what was found, photos, by whom and on which day. */
export function InspectionList({ inspections }: { inspections: readonly Inspection[] }) {
  const t = useTranslations("paper.inspections");
  if (inspections.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul className="grid gap-4">
      {inspections.map((it) => (
        <li key={it.id} className="grid gap-2">
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={tones[it.outcome]}>{t(`outcomes.${it.outcome}`)}</Badge>
            <Day day={it.inspectedOn} />
            {it.inspector ? <span className="text-ink-soft text-sm">{it.inspector}</span> : null}
          </span>
          <p className="whitespace-pre-line">{it.findings}</p>
          {it.remedyBy ? (
            <p className="font-medium text-late">
              {t("remedyBy")} <Day day={it.remedyBy} />
            </p>
          ) : null}
          <PictureLinks fileIds={it.fileIds} nameOf={(number) => t("picture", { number })} />
        </li>
      ))}
    </ul>
  );
}
