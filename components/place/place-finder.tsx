"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Building2, LocateFixed, MapPinned } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/components/api/provider";
import type { BookingRegion, PlaceAnswer } from "@/components/booking/answers";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { type MapPlace, MapView } from "@/components/ui/map-view";
import { SearchCombobox, type SearchOption } from "@/components/ui/search-combobox";
import type { FacilityView } from "@/server/core/facility-view";
import { useOwnPosition } from "./own-position";

interface FacilityOption extends SearchOption {
  facility: FacilityView | null;
}

interface PlaceFinderProps {
  region: BookingRegion;
  place: PlaceAnswer | null;
  onPlace: (place: PlaceAnswer | null) => void;
  error?: string;
  /** Somebody else asks on the telephone: where this device stands says nothing. */
  isByPhone?: boolean;
}

function facilityPlace(facility: FacilityView, label: string): PlaceAnswer {
  const { id, address, lat, lon, floor, hasLift } = facility;
  return { facilityId: id, label, detail: "", lat, lon, floor: floor ?? 1, hasLift, hint: address };
}

/** A home by its point; what was typed about another point of the same home stays. */
function pinned(point: { lat: number; lon: number }, before: PlaceAnswer | null): PlaceAnswer {
  const kept = before && before.facilityId === null ? before : null;
  return {
    facilityId: null,
    label: kept?.label ?? "",
    detail: kept?.detail ?? "",
    lat: point.lat,
    lon: point.lon,
    floor: kept?.floor ?? 1,
    hasLift: kept?.hasLift ?? false,
    hint: "",
  };
}

function useFacilitySearch(near: { lat: number; lon: number }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const locale = useLocale();
  const nameOf = (facility: FacilityView) => (locale === "en" ? facility.nameEn : facility.nameZh);
  const option = (facility: FacilityView): FacilityOption => ({
    id: facility.id,
    label: nameOf(facility),
    description: facility.address,
    icon: <Building2 className="size-5" />,
    facility,
  });
  const search = async (query: string) => {
    const found = await client.fetchQuery(trpc.facility.search.queryOptions({ query, near, limit: 8 }));
    return found.map(option);
  };
  return search;
}

/** Find a place: by name, pinyin or initials; by the own position; by a pin on the map. */
export function PlaceFinder({ region, place, onPlace, error, isByPhone }: PlaceFinderProps) {
  const t = useTranslations("booking.place");
  const search = useFacilitySearch(region.centre);
  const [isMapOpen, setMapOpen] = useState(false);
  const isFacility = place !== null && place.facilityId !== null;
  const value: FacilityOption | null =
    place && isFacility
      ? { id: place.facilityId ?? "", label: place.label, description: place.hint, facility: null }
      : null;
  const pin = (point: { lat: number; lon: number }) => {
    onPlace(pinned(point, place));
    setMapOpen(false);
  };
  const own = useOwnPosition(pin);
  return (
    <div className="grid gap-3">
      <Field label={t("search.label")} hint={t("search.hint")} error={error} required>
        <SearchCombobox<FacilityOption>
          value={value}
          search={search}
          placeholder={t("search.placeholder")}
          onValueChange={(option) => {
            if (option?.facility) onPlace(facilityPlace(option.facility, option.label));
            else if (option === null && isFacility) onPlace(null);
          }}
        />
      </Field>
      <p className="text-ink-soft text-sm">{t("orHome")}</p>
      <div className={isByPhone ? "flex" : "grid grid-cols-2 gap-3"}>
        {isByPhone ? null : (
          <Button variant="secondary" loading={own.isBusy} onClick={own.ask}>
            <LocateFixed aria-hidden="true" />
            {t("own.button")}
          </Button>
        )}
        <Button variant="secondary" aria-expanded={isMapOpen} onClick={() => setMapOpen(!isMapOpen)}>
          <MapPinned aria-hidden="true" />
          {t("map.button")}
        </Button>
      </div>
      {own.problem ? (
        <Alert tone="warn" live>
          {t(`own.${own.problem}`)}
        </Alert>
      ) : null}
      {isMapOpen ? <PinMap region={region} place={place} onPick={pin} /> : null}
      {place && !isFacility ? <Pinned place={place} region={region} onMove={() => setMapOpen(true)} /> : null}
    </div>
  );
}

const none: never[] = [];

interface PinMapProps {
  region: BookingRegion;
  place: PlaceAnswer | null;
  onPick: (point: { lat: number; lon: number }) => void;
}

function PinMap({ region, place, onPick }: PinMapProps) {
  const t = useTranslations("booking.place");
  const start: MapPlace = place
    ? { longitude: place.lon, latitude: place.lat }
    : { longitude: region.centre.lon, latitude: region.centre.lat };
  return (
    <MapView
      label={t("map.label")}
      background={`/maps/${region.id}.json`}
      markers={none}
      start={start}
      onPick={({ latitude, longitude }) => onPick({ lat: latitude, lon: longitude })}
    />
  );
}

function Pinned({
  place,
  region,
  onMove,
}: {
  place: PlaceAnswer;
  region: BookingRegion;
  onMove: () => void;
}) {
  const t = useTranslations("booking.place");
  const trpc = useTRPC();
  const locale = useLocale();
  // Only helps to recognise the point, so nobody waits for it.
  const { data } = useQuery(trpc.facility.nearest.queryOptions({ lat: place.lat, lon: place.lon }));
  const nearest = data?.facilities[0];
  return (
    <Alert
      tone={data?.inRegion === false ? "warn" : "ok"}
      live
      title={t("pinned.title")}
      action={
        <Button variant="quiet" size="sm" onClick={onMove}>
          {t("pinned.move")}
        </Button>
      }
    >
      {nearest ? (
        <p>{t("pinned.near", { place: locale === "en" ? nearest.nameEn : nearest.nameZh })}</p>
      ) : null}
      <p>{t(data?.inRegion === false ? "pinned.outside" : "pinned.plain", { hotline: region.hotline })}</p>
    </Alert>
  );
}
