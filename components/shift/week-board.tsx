"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CrewRow, ShiftRow, VehicleRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Toolbar } from "@/components/ui/toolbar";
import { CopyWeek } from "./copy-week";
import { ShiftDialog } from "./shift-dialog";
import { newDraft, type ShiftDraft } from "./shift-draft";
import { WeekGrid } from "./week-grid";
import { WeekSwitch } from "./week-switch";

export interface WeekBoardProps {
  monday: string;
  today: string;
  shifts: ShiftRow[];
  vehicles: VehicleRow[];
  crew: CrewRow[];
}

/** A week of shifts by vehicle: plan, change, cancel, copy. */
export function WeekBoard(props: WeekBoardProps) {
  const t = useTranslations("shift");
  const trpc = useTRPC();
  const { monday, today } = props;
  const { data: shifts } = useQuery({
    ...trpc.shift.list.queryOptions({ from: monday, days: 7 }),
    initialData: props.shifts,
  });
  const { data: vehicles } = useQuery({ ...trpc.fleet.vehicles.queryOptions(), initialData: props.vehicles });
  const { data: crew } = useQuery({ ...trpc.fleet.crew.queryOptions(), initialData: props.crew });
  const { data: requirements } = useQuery(trpc.fleet.requirements.queryOptions());
  const [draft, setDraft] = useState<ShiftDraft | null>(null);
  const add = (vehicleId: string, day: string) => {
    const its = vehicles.find(({ vehicle }) => vehicle.id === vehicleId)?.vehicle;
    setDraft(newDraft(vehicleId, day, its?.class, requirements));
  };
  // A retired vehicle stands only in weeks that it still worked in.
  const onRoad = vehicles.filter(
    ({ vehicle }) => vehicle.status === "active" || shifts.some((it) => it.vehicleId === vehicle.id),
  );
  if (onRoad.length === 0)
    return (
      <EmptyState
        icon={<CalendarPlus />}
        title={t("noVehicles.title")}
        description={t("noVehicles.text")}
        action={<LinkButton href="/operator/fleet/new">{t("noVehicles.action")}</LinkButton>}
      />
    );
  return (
    <>
      <Toolbar label={t("week")} end={<CopyWeek monday={monday} />}>
        <WeekSwitch monday={monday} today={today} />
      </Toolbar>
      <WeekGrid
        monday={monday}
        today={today}
        shifts={shifts}
        vehicles={onRoad}
        onAdd={add}
        onEdit={setDraft}
      />
      {draft ? (
        <ShiftDialog
          key={draft.shiftId ?? `${draft.vehicleId}/${draft.day}`}
          initial={draft}
          shifts={shifts}
          vehicles={onRoad}
          crew={crew}
          onClose={() => setDraft(null)}
        />
      ) : null}
    </>
  );
}
