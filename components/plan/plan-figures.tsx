"use client";

import { useTranslations } from "next-intl";
import type { PlanVehicle } from "@/components/api/outputs";
import { Stat } from "@/components/ui/stat";

/** The day in five numbers. */
export function PlanFigures({ vehicles }: { vehicles: PlanVehicle[] }) {
  const t = useTranslations("plan.figures");
  const stops = vehicles.flatMap(({ shifts }) => shifts.flatMap((shift) => shift.stops));
  const pickups = stops.filter(({ kind }) => kind === "pickup");
  const trips = pickups.filter(({ trip }) => trip !== null);
  const late = new Set(
    stops.filter(({ standing }) => standing === "late").map(({ key }) => key.split(":")[0]),
  ).size;
  const tight = new Set(
    stops.filter(({ standing }) => standing === "tight").map(({ key }) => key.split(":")[0]),
  ).size;
  const done = trips.filter(({ trip }) => trip?.status === "completed").length;
  return (
    <div className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
      <Stat
        label={t("vehicles")}
        value={vehicles.length}
        unit={t("vehicleUnit", { count: vehicles.length })}
      />
      <Stat
        label={t("trips")}
        value={trips.length}
        unit={t("tripUnit", { count: trips.length })}
        note={t("done", { count: done })}
      />
      <Stat
        label={t("reserved")}
        value={pickups.length - trips.length}
        unit={t("tripUnit", { count: pickups.length - trips.length })}
        definition={t("reservedDefinition")}
      />
      <Stat
        label={t("tight")}
        value={tight}
        unit={t("tripUnit", { count: tight })}
        tone={tight > 0 ? "wait" : "neutral"}
        definition={t("tightDefinition")}
      />
      <Stat
        label={t("late")}
        value={late}
        unit={t("tripUnit", { count: late })}
        tone={late > 0 ? "late" : "neutral"}
        definition={t("lateDefinition")}
      />
    </div>
  );
}
