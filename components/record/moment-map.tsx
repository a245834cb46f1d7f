"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useDesk } from "@/components/plan/desk";
import { MapView } from "@/components/ui/map-view";
import type { Fix, Moment } from "@/server/core/trip-history";

interface MomentMapProps {
  track: Fix[];
  position: Moment["position"];
  plate: string | null;
}

/** The whole way that was driven, and on it where the vehicle was at the moment. */
export function MomentMap({ track, position, plate }: MomentMapProps) {
  const t = useTranslations("record.moment");
  const { regionId } = useDesk();
  const ways = useMemo(() => [track.map(({ lat, lon }): [number, number] => [lon, lat])], [track]);
  const [lat, lon] = [position?.lat, position?.lon];
  const markers = useMemo(
    () =>
      lat === undefined || lon === undefined
        ? []
        : [
            {
              id: "vehicle",
              latitude: lat,
              longitude: lon,
              label: plate ?? t("vehicle"),
              tone: "primary" as const,
            },
          ],
    [lat, lon, plate, t],
  );
  return (
    <MapView
      label={t("map")}
      background={`/maps/${regionId}.json`}
      markers={markers}
      ways={ways}
      className="h-72 lg:h-[28rem]"
    />
  );
}
