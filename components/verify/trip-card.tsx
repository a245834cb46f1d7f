"use client";

import { CircleCheckBig, CircleHelp, OctagonX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { VehicleVerdict } from "@/components/api/outputs";
import { TimeRange } from "@/components/ui/instant";
import { PersonChip } from "@/components/ui/person-chip";
import { tripVerdicts } from "@/server/core/marking/scan";

type TripCheck = NonNullable<VehicleVerdict["trip"]>;

const looks = {
  right: { icon: CircleCheckBig, frame: "border-ok bg-ok-soft text-ok" },
  wrong: { icon: OctagonX, frame: "border-danger bg-danger-soft text-danger" },
  open: { icon: CircleHelp, frame: "border-info bg-info-soft text-info" },
} as const;

/** Green or red: whether this is the vehicle, the crew and the time of the trip whose link is in hand. */
export function TripCard({ trip, timeZone }: { trip: TripCheck; timeZone: string }) {
  const t = useTranslations("verify.trip");
  const look = looks[tripVerdicts[trip.match]];
  const Icon = look.icon;
  return (
    <section aria-labelledby="trip-verdict" className={`rounded-lg border-2 p-4 ${look.frame}`}>
      <div className="flex items-start gap-3">
        <Icon aria-hidden className="mt-1 size-8 shrink-0" />
        <div>
          <h2 id="trip-verdict" className="font-bold text-xl">
            {t(`${trip.match}.title`)}
          </h2>
          <p>{t(`${trip.match}.text`, { plate: trip.plate ?? "" })}</p>
        </div>
      </div>
      {trip.plate ? <Expected trip={trip} timeZone={timeZone} /> : null}
    </section>
  );
}

/** Who and when to expect, to compare with who stands there. */
function Expected({ trip, timeZone }: { trip: TripCheck; timeZone: string }) {
  const t = useTranslations("verify.trip");
  const { pickupFrom, pickupUntil, plate, crew } = trip;
  return (
    <div className="mt-3 grid gap-2 rounded-md bg-surface p-3 text-ink">
      <p>
        {t("plate")} <strong className="tracking-wider">{plate}</strong>
      </p>
      {pickupFrom ? (
        <p>
          {t("pickup")} <TimeRange from={pickupFrom} to={pickupUntil ?? pickupFrom} timeZone={timeZone} />
        </p>
      ) : null}
      <ul aria-label={t("crew")} className="flex flex-wrap gap-2">
        {crew.map((member, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked names may be alike, and the list never moves
          <li key={index}>
            <PersonChip name={member.name} detail={t(`duties.${member.duty}`)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
