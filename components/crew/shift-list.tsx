"use client";

import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Instant, TimeRange } from "@/components/ui/instant";
import type { OwnShift } from "./own-work";

/** Own shifts with vehicle and colleagues; a colleague's telephone is one tap away. */
export function ShiftList({
  shifts,
  ownId,
  timeZone,
}: {
  shifts: readonly OwnShift[];
  ownId: string;
  timeZone: string;
}) {
  const t = useTranslations("crew.profile");
  if (shifts.length === 0) return <p className="text-ink-soft">{t("noShifts")}</p>;
  return (
    <ul className="grid gap-5">
      {shifts.map((shift) => (
        <li key={shift.id} className="grid gap-2 border-line border-b pb-5 last:border-0 last:pb-0">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <Instant at={shift.startsAt} form="date" timeZone={timeZone} className="font-semibold" />
            <TimeRange
              from={shift.startsAt}
              to={shift.endsAt}
              timeZone={timeZone}
              withoutDay
              className="font-bold text-xl"
            />
          </p>
          <p>
            <span className="font-bold">{shift.vehicle.plate}</span> · {t(`classes.${shift.vehicle.class}`)} ·{" "}
            {shift.vehicle.base}
          </p>
          <ul className="grid gap-1">
            {shift.crew.map(({ crewId, name, duty, phone }) => (
              <li key={crewId} className="flex min-h-14 items-center justify-between gap-3">
                <span>
                  {name} <span className="text-ink-soft">{t(`duties.${duty}`)}</span>
                  {crewId === ownId ? <span className="text-ink-soft"> · {t("me")}</span> : null}
                </span>
                {phone && crewId !== ownId ? (
                  <a
                    href={`tel:${phone}`}
                    aria-label={t("call", { name })}
                    className="grid size-14 place-items-center rounded-md border border-control text-primary"
                  >
                    <Phone aria-hidden="true" className="size-6" />
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
