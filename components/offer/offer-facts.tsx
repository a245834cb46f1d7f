"use client";

import { useTranslations } from "next-intl";
import { useDesk } from "@/components/plan/desk";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";

const kilometres = (metres: number) => (metres / 1000).toFixed(1);

/** The patient's needs, crew, equipment and the planned times, in words. */
export function OfferFacts({ snapshot }: { snapshot: OfferSnapshot }) {
  const t = useTranslations("offer");
  const fleet = useTranslations("fleet");
  const { timeZone } = useDesk();
  const { needs, floors } = snapshot;
  const crew = Object.entries(needs.crew).map(([duty, count]) =>
    t("crewCount", { duty: fleet(`duties.${duty}`), count: count ?? 0 }),
  );
  const equipment = needs.equipment.map((item) => fleet(`equipment.${item}`));
  const level = snapshot.grade
    ? t("levelGrade", { level: t(`levels.${snapshot.serviceLevel}`), grade: snapshot.grade })
    : t(`levels.${snapshot.serviceLevel}`);
  const special = [
    ...(needs.isolation === "none" ? [] : [t(`isolation.${needs.isolation}`)]),
    ...(needs.escorts > 0 ? [t("escorts", { count: needs.escorts })] : []),
    ...(needs.drivers > 1 ? [t("twoDrivers")] : []),
    ...(needs.patientKg ? [t("kilograms", { count: needs.patientKg })] : []),
  ];
  const floor = (at: number, hasLift: boolean) => t("floor", { floor: at, lift: String(hasLift) });
  const rows = [
    { term: t("facts.patient"), value: `${t(`mobilities.${snapshot.mobility}`)} · ${level}` },
    {
      term: t("facts.vehicle"),
      value: `${snapshot.plate} · ${needs.allowedClasses.map((it) => fleet(`classes.${it}`)).join(t("or"))}`,
    },
    { term: t("facts.crew"), value: crew.join(t("comma")) || t("none") },
    { term: t("facts.equipment"), value: equipment.join(t("comma")) || t("none") },
    ...(special.length > 0 ? [{ term: t("facts.special"), value: special.join(t("comma")) }] : []),
    {
      term: t("facts.floors"),
      value: `${floor(floors.from, floors.fromLift)} → ${floor(floors.to, floors.toLift)}`,
    },
    {
      term: t("facts.planned"),
      value: (
        <>
          <Instant at={snapshot.plannedPickupAt} form="time" timeZone={timeZone} /> –{" "}
          <Instant at={snapshot.plannedDropoffAt} form="time" timeZone={timeZone} />
        </>
      ),
    },
    {
      term: t("facts.distance"),
      value: t("distances", {
        loaded: kilometres(snapshot.distanceMetres),
        empty: kilometres(snapshot.emptyMetres),
        added: kilometres(snapshot.addedMetres),
      }),
    },
  ];
  return <DescriptionList items={rows} />;
}
