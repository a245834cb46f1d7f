"use client";

import { useTranslations } from "next-intl";
import type { PlaceAnswer } from "@/components/booking/answers";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberStepper } from "@/components/ui/number-stepper";

interface EndDetailsProps {
  place: PlaceAnswer;
  onPlace: (place: PlaceAnswer) => void;
  isLabelMissing: boolean;
}

/** Where exactly: address of a pinned home, ward or door, floor, and whether there is a lift. */
export function EndDetails({ place, onPlace, isLabelMissing }: EndDetailsProps) {
  const t = useTranslations("booking.place");
  const isHome = place.facilityId === null;
  const change = (part: Partial<PlaceAnswer>) => onPlace({ ...place, ...part });
  return (
    <>
      {isHome ? (
        <Field
          label={t("address.label")}
          hint={t("address.hint")}
          error={isLabelMissing ? t("address.missing") : undefined}
          required
        >
          <Input
            value={place.label}
            maxLength={120}
            autoComplete="off"
            placeholder={t("address.placeholder")}
            onChange={(event) => change({ label: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t(isHome ? "detail.home" : "detail.facility")} optional>
        <Input
          value={place.detail}
          maxLength={200}
          autoComplete="off"
          placeholder={t(isHome ? "detail.homePlaceholder" : "detail.facilityPlaceholder")}
          onChange={(event) => change({ detail: event.target.value })}
        />
      </Field>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] gap-6">
        <Field label={t("floor.label")} hint={t("floor.hint")}>
          <NumberStepper
            value={place.floor}
            min={-3}
            max={60}
            unit={t("floor.unit")}
            onValueChange={(floor) => change({ floor: Number.isNaN(floor) ? 1 : Math.round(floor) })}
          />
        </Field>
        <RadioCards
          legend={t("lift.legend")}
          columns="pair"
          choices={[
            { value: "yes", label: t("lift.yes") },
            { value: "no", label: t("lift.no") },
          ]}
          value={place.hasLift ? "yes" : "no"}
          onValueChange={(value) => change({ hasLift: value === "yes" })}
        />
      </div>
    </>
  );
}
