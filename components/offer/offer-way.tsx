"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useDesk } from "@/components/plan/desk";
import { usePlaceName } from "@/components/plan/use-place-name";
import { MapView } from "@/components/ui/map-view";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";

/** About a kilometre: where a home stands is told after acceptance. */
const roughly = (degrees: number) => Math.round(degrees * 100) / 100;

/** Where it begins and ends; a home is drawn within its district only. */
export function OfferWay({ snapshot }: { snapshot: OfferSnapshot }) {
  const t = useTranslations("offer");
  const { regionId } = useDesk();
  const nameOf = usePlaceName();
  const { from, to, fromLabel, toLabel, fromDistrict, toDistrict } = snapshot;
  const markers = useMemo(() => {
    const marker = (id: "from" | "to", place: typeof from, label: string, district: string) => {
      const isHome = label === district;
      const { lat, lon } = isHome ? { lat: roughly(place.lat), lon: roughly(place.lon) } : place;
      const detail = isHome ? t("approximate") : nameOf(district);
      return { id, latitude: lat, longitude: lon, label: t(`ends.${id}`, { label: nameOf(label) }), detail };
    };
    return [
      { ...marker("from", from, fromLabel, fromDistrict), tone: "primary" as const },
      { ...marker("to", to, toLabel, toDistrict), tone: "ok" as const },
    ];
  }, [from, to, fromLabel, toLabel, fromDistrict, toDistrict, t, nameOf]);
  return (
    <MapView
      label={t("map", { number: snapshot.bookingNumber })}
      background={`/maps/${regionId}.json`}
      markers={markers}
      className="h-56 xl:h-64"
    />
  );
}
