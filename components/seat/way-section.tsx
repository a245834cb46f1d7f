"use client";

import { useTranslations } from "next-intl";
import { isWeight, type PlaceAnswer } from "@/components/booking/answers";
import { WayBackFields } from "@/components/booking/way-back-fields";
import { useBookingRegion } from "@/components/desk/booking-region";
import { ChipChoice } from "@/components/desk/chip-choice";
import { WhenChips } from "@/components/desk/when-chips";
import { EndDetails } from "@/components/place/end-details";
import { PlaceFinder } from "@/components/place/place-finder";
import { useNow } from "@/components/plan/use-now";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Mobility, mobilities } from "@/server/core/patient";
import { fewest, isTooShort } from "@/server/core/said";
import type { IntakeState } from "./intake-state";
import { Section } from "./section";

interface PartProps {
  state: IntakeState;
  isChecked: boolean;
}

/** How the patient sits or lies; the weight where the stretcher depends on it. */
export function MobilitySection({ state, isChecked }: PartProps) {
  const t = useTranslations("seat.mobility");
  const tWho = useTranslations("booking.who");
  const { answers } = state;
  const { mobility, weightKg } = answers.value;
  return (
    <Section number={3} title={t("title")}>
      <ChipChoice
        legend={t("legend")}
        type="radio"
        chips={mobilities.map((value) => ({ value, label: tWho(`mobility.${value}.label`) }))}
        values={mobility ? [mobility] : []}
        onPick={(value) => answers.set({ mobility: value as Mobility })}
        isLast={(value) => value !== "bariatric_stretcher"}
        error={isChecked && !mobility ? tWho("mobility.missing") : undefined}
      />
      {mobility === "bariatric_stretcher" ? (
        <Field
          label={tWho("weight.label")}
          error={isChecked && !isWeight(weightKg) ? tWho("weight.missing") : undefined}
          required
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            suffix={tWho("weight.unit")}
            value={weightKg}
            onChange={(event) => answers.set({ weightKg: event.target.value })}
            className="max-w-40"
          />
        </Field>
      ) : null}
    </Section>
  );
}

const needsCarrying = (place: PlaceAnswer | null) => place !== null && !place.hasLift && place.floor !== 1;
/** A pin on the map has its address in words too. */
export const isPlaceWhole = (place: PlaceAnswer | null) =>
  place !== null && !isTooShort(place.label, fewest.words);

function End({ end, state, isChecked }: PartProps & { end: "from" | "to" }) {
  const t = useTranslations("seat.way");
  const region = useBookingRegion();
  const { answers } = state;
  const place = answers.value[end];
  const set = (next: PlaceAnswer | null) => {
    const { extras } = answers.value;
    const carry =
      needsCarrying(next) === needsCarrying(place)
        ? {}
        : { [end === "from" ? "carryFrom" : "carryTo"]: needsCarrying(next) };
    answers.set({ [end]: next, extras: { ...extras, ...carry } });
  };
  return (
    <fieldset className="grid content-start gap-4">
      <legend className="mb-2 font-semibold">{t(end)}</legend>
      <PlaceFinder
        region={region}
        place={place}
        onPlace={set}
        isByPhone
        error={isChecked && !place ? t("missing") : undefined}
      />
      {place ? (
        <EndDetails place={place} onPlace={set} isLabelMissing={isChecked && !isPlaceWhole(place)} />
      ) : null}
    </fieldset>
  );
}

/** From where to where, and when. */
export function WaySection({ state, isChecked }: PartProps) {
  const t = useTranslations("seat.way");
  const region = useBookingRegion();
  const now = useNow();
  return (
    <Section number={4} title={t("title")}>
      <div className="grid gap-6 lg:grid-cols-2">
        <End end="from" state={state} isChecked={isChecked} />
        <End end="to" state={state} isChecked={isChecked} />
      </div>
      <WhenChips choice={state.choice.value} onChoice={state.choice.set} now={now} isChecked={isChecked} />
      <WayBackFields answers={state.answers} region={region} now={now} />
    </Section>
  );
}

const extraNames = ["oxygen", "carryFrom", "carryTo"] as const;

/** What else is needed on the way. */
export function ExtrasSection({ state }: { state: IntakeState }) {
  const t = useTranslations("seat.extras");
  const { answers } = state;
  const { extras } = answers.value;
  return (
    <Section number={6} title={t("title")}>
      <ChipChoice
        legend={t("legend")}
        type="checkbox"
        chips={extraNames.map((value) => ({ value, label: t(value) }))}
        values={extraNames.filter((name) => extras[name])}
        onPick={(value, isOn) => answers.set({ extras: { ...extras, [value]: isOn } })}
        isLast={() => false}
      />
      <ChipChoice
        legend={t("escorts")}
        type="radio"
        chips={[0, 1, 2, 3].map((count) => ({ value: String(count), label: t("escortCount", { count }) }))}
        values={[String(extras.escorts)]}
        onPick={(value) => answers.set({ extras: { ...extras, escorts: Number(value) } })}
        isLast={() => true}
      />
    </Section>
  );
}
