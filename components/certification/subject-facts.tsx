"use client";

import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { type Description, DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import type { CrewFacts, OperatorFacts, VehicleFacts } from "@/server/core/standard/facts";
import { equipmentItems } from "@/server/core/vehicle";

function useVehicle() {
  const t = useTranslations("certification");
  const tFleet = useTranslations("fleet");
  return (facts: VehicleFacts): Description[] => [
    { term: t("facts.class"), value: tFleet(`classes.${facts.class}`) },
    { term: t("facts.registered"), value: facts.registeredOn },
    { term: t("facts.odometer"), value: t("kilometres", { count: facts.odometerKm }) },
    { term: t("facts.cover"), value: <Money fen={facts.thirdPartyCoverFen} /> },
    { term: t("facts.seatCover"), value: <Money fen={facts.seatCoverFen} /> },
    { term: t("facts.device"), value: facts.positioningDeviceId },
    { term: t("facts.own"), value: t(facts.ownedByOperator ? "yes" : "no") },
    {
      term: t("facts.equipment"),
      value: equipmentItems
        .filter((item) => facts.equipment[item])
        .map((item) => `${tFleet(`equipment.${item}`)} ×${facts.equipment[item]}`)
        .join(t("comma")),
    },
  ];
}

function useCrew() {
  const t = useTranslations("certification");
  const tFleet = useTranslations("fleet");
  return (facts: CrewFacts): Description[] => [
    { term: t("facts.duties"), value: facts.duties.map((duty) => tFleet(`duties.${duty}`)).join(t("comma")) },
    { term: t("facts.training"), value: t("hours", { count: facts.trainingHoursThisYear }) },
    { term: t("facts.credits"), value: t("credits", { count: facts.trainingCreditsThisYear }) },
    { term: t("facts.since"), value: facts.servingSince },
  ];
}

function useOperator() {
  const t = useTranslations("certification");
  return (facts: OperatorFacts): Description[] => [
    { term: t("facts.care"), value: t(facts.carriesCareTransfer ? "yes" : "no") },
    { term: t("facts.drivers"), value: t("people", { count: facts.driverCount }) },
    { term: t("facts.vehicles"), value: t("vehicles", { count: facts.vehicleCount }) },
  ];
}

/** The facts that the standards were held against. */
export function SubjectFacts({ data: { subjectFacts } }: { data: CertificationRecord }) {
  const t = useTranslations("certification.facts");
  const [vehicle, crew, operator] = [useVehicle(), useCrew(), useOperator()];
  const items = (() => {
    if (subjectFacts.kind === "vehicle") return vehicle(subjectFacts.facts);
    if (subjectFacts.kind === "crew") return crew(subjectFacts.facts);
    return subjectFacts.kind === "operator" ? operator(subjectFacts.facts) : [];
  })();
  return (
    <Card title={t("title")}>
      <DescriptionList items={items} />
    </Card>
  );
}
