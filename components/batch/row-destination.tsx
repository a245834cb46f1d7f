"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PlaceAnswer } from "@/components/booking/answers";
import { useBookingRegion } from "@/components/desk/booking-region";
import { isPlaceWhole } from "@/components/desk/destination-field";
import { EndDetails } from "@/components/place/end-details";
import { PlaceFinder } from "@/components/place/place-finder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { BatchRow } from "./batch-row";

interface RowDestinationProps {
  row: BatchRow;
  recent: PlaceAnswer[];
  error: string | undefined;
  onChange: (part: Partial<BatchRow>) => void;
}

const keyOf = (place: PlaceAnswer) => place.facilityId ?? `${place.lat},${place.lon}`;

/** Where to: home, what the sheet's words may mean, one of the last places, or any other on the map. */
export function RowDestination({ row, recent, error, onChange }: RowDestinationProps) {
  const t = useTranslations("batch.rows");
  const tWay = useTranslations("desk.way");
  const [isSearching, setSearching] = useState(false);
  const { to, toChoices, toTyped, hasHome } = row;
  const known = [...(to && to !== "home" ? [to] : []), ...toChoices, ...recent];
  const places = known.filter((one, at) => known.findIndex((other) => keyOf(other) === keyOf(one)) === at);
  const pick = (value: string) => {
    if (value === "other") return setSearching(true);
    const place = value === "home" ? "home" : (places.find((one) => keyOf(one) === value) ?? null);
    onChange({ to: place, problems: row.problems.filter(({ field }) => field !== "to") });
  };
  const unclear = to === null && toTyped !== "" ? t("toUnclear", { typed: toTyped }) : undefined;
  const homeless = to === "home" && !hasHome ? t("noHome") : undefined;
  return (
    <>
      <Field label={t("to")} error={homeless ?? unclear ?? error}>
        <Select
          value={to === null || homeless ? "" : to === "home" ? "home" : keyOf(to)}
          placeholder={t("choose")}
          options={[
            ...(hasHome ? [{ value: "home", label: tWay("home") }] : []),
            ...places.map((place) => ({ value: keyOf(place), label: place.label })),
            { value: "other", label: tWay("other") },
          ]}
          onChange={(event) => pick(event.target.value)}
        />
      </Field>
      {isSearching ? (
        <OtherPlace
          name={row.name}
          onClose={() => setSearching(false)}
          onPlace={(place) => {
            onChange({ to: place, toTyped: "" });
            setSearching(false);
          }}
        />
      ) : null}
    </>
  );
}

interface OtherPlaceProps {
  name: string;
  onClose: () => void;
  onPlace: (place: PlaceAnswer) => void;
}

function OtherPlace({ name, onClose, onPlace }: OtherPlaceProps) {
  const t = useTranslations("batch.rows");
  const tWay = useTranslations("desk.way");
  const region = useBookingRegion();
  const [place, setPlace] = useState<PlaceAnswer | null>(null);
  const [isChecked, setChecked] = useState(false);
  const isMissing = isChecked && !isPlaceWhole(place);
  const take = () => {
    setChecked(true);
    if (place && isPlaceWhole(place)) onPlace(place);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("otherTitle", { name })}
      footer={<Button onClick={take}>{t("takePlace")}</Button>}
    >
      <div className="grid gap-4">
        <PlaceFinder
          region={region}
          place={place}
          onPlace={setPlace}
          error={isMissing ? tWay("toMissing") : undefined}
        />
        {place ? <EndDetails place={place} onPlace={setPlace} isLabelMissing={isMissing} /> : null}
      </div>
    </Dialog>
  );
}
