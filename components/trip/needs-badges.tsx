"use client";

import { Biohazard, Footprints, ShieldAlert, UsersRound, Wind } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ListedTrip } from "./use-trip";

type Needs = Pick<ListedTrip, "mobility" | "needs" | "escorts" | "serviceLevel">;

const oxygenItems: readonly string[] = ["fixed_oxygen", "portable_oxygen"];

/** What this patient asks of the crew, the dangerous first: isolation, oxygen, suction, how they lie, who comes along. */
export function NeedsBadges({ trip }: { trip: Needs }) {
  const t = useTranslations("trip.needs");
  const equipment: readonly string[] = trip.needs?.equipment ?? [];
  const isolation = trip.needs?.isolation ?? "none";
  return (
    <ul
      aria-label={t("label")}
      className="flex flex-wrap gap-2 [&_li>*]:min-h-9 [&_li>*]:px-3 [&_li>*]:text-base"
    >
      {isolation !== "none" ? (
        <li>
          <Badge
            tone="danger"
            icon={<Biohazard aria-hidden="true" />}
            className="border-2 border-danger font-bold"
          >
            {t(isolation)}
          </Badge>
        </li>
      ) : null}
      {equipment.some((item) => oxygenItems.includes(item)) ? (
        <li>
          <Badge tone="late" icon={<Wind aria-hidden="true" />}>
            {t("oxygen")}
          </Badge>
        </li>
      ) : null}
      {equipment.includes("suction") ? (
        <li>
          <Badge tone="late" icon={<ShieldAlert aria-hidden="true" />}>
            {t("suction")}
          </Badge>
        </li>
      ) : null}
      <li>
        <Badge tone="primary" plain>
          {t(`mobility.${trip.mobility}`)}
        </Badge>
      </li>
      {trip.serviceLevel === "care_transfer" ? (
        <li>
          <Badge tone="info" plain>
            {t("care")}
            {trip.needs?.grade ? ` · ${t("grade", { grade: trip.needs.grade })}` : null}
          </Badge>
        </li>
      ) : null}
      {equipment.some((item) => item === "stair_stretcher" || item === "carry_chair") ? (
        <li>
          <Badge tone="wait" icon={<Footprints aria-hidden="true" />}>
            {t("carry")}
          </Badge>
        </li>
      ) : null}
      <li>
        <Badge icon={<UsersRound aria-hidden="true" />}>{t("escorts", { count: trip.escorts })}</Badge>
      </li>
    </ul>
  );
}
