"use client";

import { useTranslations } from "next-intl";
import type { PlaceAnswer } from "@/components/booking/answers";
import { EndDetails } from "@/components/place/end-details";
import { PlaceFinder } from "@/components/place/place-finder";
import { fewest, isTooShort } from "@/server/core/said";
import { useBookingRegion } from "./booking-region";
import { ChipChoice } from "./chip-choice";
import type { DeskState } from "./desk-state";

interface DestinationFieldProps {
  state: DeskState;
  /** The patient's own home, where the hospital knows it. */
  home: PlaceAnswer | null;
  /** Where this hospital's patients went lately. */
  recent: PlaceAnswer[];
  isChecked: boolean;
}

/** Upstairs without a lift somebody must carry; ticked in advance, and open to change below. */
const needsCarrying = (place: PlaceAnswer | null) => place !== null && !place.hasLift && place.floor !== 1;

/** Whether a destination can be sent: a pin on the map has its address in words too. */
export const isPlaceWhole = (place: PlaceAnswer | null) =>
  place !== null && !isTooShort(place.label, fewest.words);

/** Where to: home, one of the last places, or any other, by number key. */
export function DestinationField({ state, home, recent, isChecked }: DestinationFieldProps) {
  const t = useTranslations("desk.way");
  const region = useBookingRegion();
  const { answers, choice } = state;
  const { to, extras } = answers.value;
  const { destination } = choice.value;
  const set = (place: PlaceAnswer | null) =>
    answers.set({ to: place, extras: { ...extras, carryTo: needsCarrying(place) } });
  const pick = (value: string) => {
    choice.set({ destination: value });
    set(value === "home" ? home : (recent.find(({ facilityId }) => facilityId === value) ?? null));
  };
  const chips = [
    ...(home
      ? [{ value: "home", label: t("home"), detail: t("homeAt", { address: home.label, floor: home.floor }) }]
      : []),
    ...recent.map((place) => ({ value: place.facilityId ?? "", label: place.label })),
    { value: "other", label: t("other") },
  ];
  const error = isChecked && !isPlaceWhole(to) ? t("toMissing") : undefined;
  return (
    <>
      <ChipChoice
        legend={t("to")}
        type="radio"
        chips={chips}
        values={destination ? [destination] : []}
        onPick={pick}
        isLast={() => true}
        error={destination === "other" ? undefined : error}
      />
      {destination === "other" ? (
        <div data-chips className="grid gap-4 rounded-lg border border-line bg-paper p-4">
          <PlaceFinder region={region} place={to} onPlace={set} error={error} />
          {to ? (
            <EndDetails place={to} onPlace={set} isLabelMissing={isChecked && !isPlaceWhole(to)} />
          ) : null}
        </div>
      ) : null}
    </>
  );
}
