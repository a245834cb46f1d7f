"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { StandingBadge } from "@/components/fleet/standing-badge";
import { VehicleInspectionsCard } from "@/components/inspection/vehicle-inspections";
import { MarkingCard } from "@/components/marking/marking-card";
import { PhotoList } from "@/components/marking/photo-list";
import { useDesk } from "@/components/plan/desk";
import { TrainingCard } from "@/components/training/training-card";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { AffectedList } from "./affected-list";
import { CheckedPapers } from "./checked-papers";
import { ChecksCard } from "./checks-card";
import { EvaluationCard } from "./evaluation-card";
import { InspectionsCard } from "./inspections-card";
import { MoveButtons } from "./move-buttons";
import { SubjectFacts } from "./subject-facts";

/** One certification on the reviewer's desk: what was handed in, what the standards say, and what can be done. */
export function CertificationDesk({ initial }: { initial: CertificationRecord }) {
  const t = useTranslations("certification");
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.certification.get.queryOptions({ certificationId: initial.id }),
    initialData: initial,
  });
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
      <div className="grid gap-5">
        <EvaluationCard data={data} />
        <CheckedPapers data={data} />
        {data.subjectFacts.kind === "vehicle" ? <PhotoList data={data} /> : null}
        {data.subject === "crew" ? <TrainingCard crewId={data.subjectId} /> : null}
        {data.subject === "vehicle" ? <VehicleInspectionsCard vehicleId={data.subjectId} /> : null}
        <InspectionsCard data={data} />
        <SubjectFacts data={data} />
        <ChecksCard certificationId={data.id} />
      </div>
      <div className="grid gap-5 max-xl:order-first">
        <StandingCard data={data} />
        {data.serial ? <MarkingCard vehicleId={data.subjectId} mayReissue /> : null}
        <Card title={t("affected.shifts")}>
          <AffectedList affected={data.affected} />
        </Card>
      </div>
    </div>
  );
}

function StandingCard({ data }: { data: CertificationRecord }) {
  const t = useTranslations("certification");
  const { timeZone } = useDesk();
  const items = [
    { term: t("facts.applied"), value: <Instant at={data.appliedAt} timeZone={timeZone} /> },
    {
      term: t("facts.decided"),
      value: data.decidedAt ? <Instant at={data.decidedAt} timeZone={timeZone} /> : null,
    },
    {
      term: t("facts.validity"),
      value: data.validUntil ? (
        <Instant at={data.validUntil.getTime() - 1} form="longDate" timeZone={timeZone} />
      ) : null,
    },
    ...(data.subject === "vehicle" ? [{ term: t("facts.serial"), value: data.serial }] : []),
    { term: t("facts.conditions"), value: data.conditions },
    { term: t("facts.reason"), value: data.reason },
    ...(data.answer ? [{ term: t("facts.answer"), value: data.answer }] : []),
  ];
  return (
    <Card title={t("moves.title")} aside={<StandingBadge row={{ ...data, conditions: null }} />}>
      <DescriptionList items={items} className="mb-5" />
      <MoveButtons data={data} />
    </Card>
  );
}
