"use client";

import { useTranslations } from "next-intl";
import type { CrewRow } from "@/components/api/outputs";
import { CertificationPanel } from "@/components/paper/certification-panel";
import { TrainingPanel } from "@/components/training/training-panel";
import { Tabs } from "@/components/ui/tabs";
import { CrewFormPanel } from "./crew-form";

/** One person: what is entered, and the papers that certify them. */
export function CrewRecord({ row, tab }: { row: CrewRow; tab?: string }) {
  const t = useTranslations("fleet");
  const tabs = [
    { value: "record", label: t("tabs.record"), content: <CrewFormPanel row={row} /> },
    { value: "training", label: t("tabs.training"), content: <TrainingPanel crewId={row.id} /> },
    {
      value: "certification",
      label: t("tabs.certification"),
      content: <CertificationPanel subject="crew" subjectId={row.id} certificationId={row.certificationId} />,
    },
  ];
  return <Tabs label={row.name} tabs={tabs} defaultValue={tab} />;
}
