"use client";

import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ShiftRow, VehicleRow } from "@/components/api/outputs";
import { StandingBadge } from "@/components/fleet/standing-badge";
import { useCertifications } from "@/components/fleet/use-records";
import { useDesk } from "@/components/plan/desk";
import { classNames } from "@/components/ui/class-names";
import { dayAfter, dayIn } from "./local-time";
import { ShiftChip } from "./shift-chip";
import { draftOf, type ShiftDraft } from "./shift-draft";

interface WeekGridProps {
  monday: string;
  today: string;
  shifts: ShiftRow[];
  vehicles: VehicleRow[];
  onAdd: (vehicleId: string, day: string) => void;
  onEdit: (draft: ShiftDraft) => void;
}

const dayName = (day: string, locale: string) =>
  new Intl.DateTimeFormat(locale, {
    weekday: "short",
    month: "numeric",
    day: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));

/** Vehicles down, days across; each shift can be opened, each day of today and later can take another one. */
export function WeekGrid({ monday, today, shifts, vehicles, onAdd, onEdit }: WeekGridProps) {
  const t = useTranslations("shift");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const days = Array.from({ length: 7 }, (_, at) => dayAfter(monday, at));
  const planned = shifts.filter(({ status }) => status !== "cancelled");
  const byCell = Map.groupBy(planned, (row) => `${row.vehicleId}/${dayIn(row.startsAt, timeZone)}`);
  return (
    <section
      aria-label={t("gridCaption")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface shadow-raised"
    >
      <table className="w-full min-w-[70rem] table-fixed border-collapse">
        <caption className="sr-only">{t("gridCaption")}</caption>
        <thead className="border-line border-b bg-paper text-sm">
          <tr>
            <th scope="col" className="sticky start-0 z-10 w-40 bg-paper px-3 py-2.5 text-start font-medium">
              {t("vehicle")}
            </th>
            {days.map((day) => (
              <th
                key={day}
                scope="col"
                aria-current={day === today ? "date" : undefined}
                className={classNames(
                  "px-2 py-2.5 text-start font-medium",
                  day === today && "bg-primary-soft text-primary",
                )}
              >
                {dayName(day, locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {vehicles.map((row) => (
            <tr key={row.vehicle.id} className="align-top">
              <VehicleHead row={row} />
              {days.map((day) => (
                <td key={day} className="border-line border-s px-1.5 py-1.5">
                  <div className="grid gap-1.5">
                    {(byCell.get(`${row.vehicle.id}/${day}`) ?? []).map((it) => (
                      <ShiftChip key={it.id} row={it} onOpen={() => onEdit(draftOf(it, timeZone))} />
                    ))}
                    {day >= today ? (
                      <button
                        type="button"
                        aria-label={t("addFor", { plate: row.vehicle.plate, day: dayName(day, locale) })}
                        onClick={() => onAdd(row.vehicle.id, day)}
                        className="grid min-h-8 place-items-center rounded-md border border-transparent text-ink-soft hover:border-control hover:border-dashed hover:text-primary"
                      >
                        <Plus aria-hidden="true" className="size-4" />
                      </button>
                    ) : null}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function VehicleHead({ row: { vehicle } }: { row: VehicleRow }) {
  const fleet = useTranslations("fleet");
  const certified = useCertifications("vehicle").get(vehicle.id);
  const isGood = certified?.standing.certified === true;
  return (
    <th scope="row" className="sticky start-0 z-10 bg-surface px-3 py-2 text-start">
      <span className="font-semibold tabular-nums">{vehicle.plate}</span>
      <span className="block font-normal text-ink-soft text-xs">{fleet(`classes.${vehicle.class}`)}</span>
      {certified && !isGood ? <StandingBadge row={certified} /> : null}
    </th>
  );
}
