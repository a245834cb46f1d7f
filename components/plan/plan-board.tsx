"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import type { DayPlan, PlanVehicle } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { type PlannedRide, ridesOf } from "./blocks";
import { PlanFigures } from "./plan-figures";
import { PlanTable } from "./plan-table";
import { RideSheet } from "./ride-sheet";
import { Timeline } from "./timeline";

const isAtRisk = (vehicle: PlanVehicle) =>
  vehicle.shifts.some(({ stops }) => stops.some(({ standing }) => standing !== "on_time"));

function useShown(plan: DayPlan) {
  const [text, setText] = useState("");
  const [onlyRisk, setOnlyRisk] = useState(false);
  const wanted = useDeferredValue(text.trim().toUpperCase());
  const vehicles = useMemo(
    () =>
      plan.vehicles.filter(
        (it) => (!onlyRisk || isAtRisk(it)) && it.plate.replace("·", "").includes(wanted.replace("·", "")),
      ),
    [plan, wanted, onlyRisk],
  );
  return { vehicles, text, setText, onlyRisk, setOnlyRisk };
}

/** A day of the own fleet: as a timeline, and as a list for print, small screens and screen readers. */
export function PlanBoard({ initial }: { initial: DayPlan }) {
  const t = useTranslations("plan");
  const trpc = useTRPC();
  const { data: plan } = useQuery({
    ...trpc.plan.day.queryOptions({ day: initial.day }),
    initialData: initial,
    refetchInterval: 60_000,
  });
  const shown = useShown(plan);
  const [ride, setRide] = useState<PlannedRide | null>(null);
  const rides = useMemo(() => shown.vehicles.flatMap(ridesOf), [shown.vehicles]);
  if (plan.vehicles.length === 0) return <NoShifts />;
  const tabs = [
    {
      value: "timeline",
      label: t("views.timeline"),
      content: (
        <>
          <Timeline plan={plan} vehicles={shown.vehicles} onRide={setRide} />
          <div className="hidden print:block">
            <PlanTable rides={rides} />
          </div>
        </>
      ),
    },
    {
      value: "table",
      label: t("views.table"),
      content: (
        <Card flush>
          <PlanTable rides={rides} />
        </Card>
      ),
    },
  ];
  return (
    <>
      <PlanFigures vehicles={plan.vehicles} />
      <Toolbar label={t("filter")}>
        <Field label={t("plate")} className="w-44">
          <Input value={shown.text} onChange={(event) => shown.setText(event.target.value)} />
        </Field>
        <Checkbox
          label={t("onlyRisk")}
          checked={shown.onlyRisk}
          onChange={(event) => shown.setOnlyRisk(event.target.checked)}
        />
      </Toolbar>
      {shown.vehicles.length === 0 ? (
        <EmptyState title={t("noMatch.title")} description={t("noMatch.text")} />
      ) : (
        <Tabs label={t("views.label")} tabs={tabs} />
      )}
      <RideSheet ride={ride} onClose={() => setRide(null)} />
    </>
  );
}

function NoShifts() {
  const t = useTranslations("plan");
  return (
    <EmptyState
      icon={<CalendarX2 />}
      title={t("noShifts.title")}
      description={t("noShifts.text")}
      action={<LinkButton href="/operator/shifts">{t("noShifts.action")}</LinkButton>}
    />
  );
}
