"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Answers, BookingRegion, PlaceAnswer } from "@/components/booking/answers";
import type { Kept } from "@/components/booking/kept";
import { StepFrame } from "@/components/booking/step-frame";
import { fewest, isTooShort } from "@/server/core/said";
import { EndDetails } from "./end-details";
import { PlaceFinder } from "./place-finder";

interface EndStepProps {
  end: "from" | "to";
  region: BookingRegion;
  answers: Kept<Answers>;
  onNext: () => void;
}

const carryOf = { from: "carryFrom", to: "carryTo" } as const;

/** Upstairs without a lift somebody must carry; ticked in advance, and open to change among the extras. */
function needsCarrying(place: PlaceAnswer | null): boolean {
  return place !== null && !place.hasLift && place.floor !== 1;
}

/** One end of the ride: which place, where in it, which floor, lift or stairs. */
export function EndStep({ end, region, answers, onNext }: EndStepProps) {
  const t = useTranslations("booking.place");
  const [isChecked, setChecked] = useState(false);
  const place = answers.value[end];
  const needsLabel = place !== null && isTooShort(place.label, fewest.words);
  const set = (next: PlaceAnswer | null) => {
    const { extras } = answers.value;
    const carry = needsCarrying(next) === needsCarrying(place) ? {} : { [carryOf[end]]: needsCarrying(next) };
    answers.set({ [end]: next, extras: { ...extras, ...carry } });
  };
  const next = () => {
    setChecked(true);
    if (place && !needsLabel) onNext();
  };
  return (
    <StepFrame step={end} title={t(`${end}.title`)} lead={t(`${end}.lead`)} onNext={next}>
      <PlaceFinder
        region={region}
        place={place}
        onPlace={set}
        error={isChecked && !place ? t("missing", { hotline: region.hotline }) : undefined}
      />
      {place ? <EndDetails place={place} onPlace={set} isLabelMissing={isChecked && needsLabel} /> : null}
    </StepFrame>
  );
}
