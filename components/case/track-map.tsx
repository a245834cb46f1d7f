"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useDesk } from "@/components/plan/desk";
import { MapView } from "@/components/ui/map-view";

interface TrackMapProps {
  track: { at: string; lat: number; lon: number }[];
}

/** The way that the attached positions tell, with its first and its last. */
export function TrackMap({ track }: TrackMapProps) {
  const t = useTranslations("case.evidence");
  const { regionId } = useDesk();
  const markers = useMemo(() => {
    const [first, last] = [track[0], track.at(-1)];
    const marker = (id: "first" | "last", it: typeof first, tone: "primary" | "ok") =>
      it ? [{ id, latitude: it.lat, longitude: it.lon, label: t(id), tone }] : [];
    return [...marker("first", first, "primary"), ...marker("last", last, "ok")];
  }, [track, t]);
  const ways = useMemo(() => [track.map(({ lat, lon }): [number, number] => [lon, lat])], [track]);
  return (
    <MapView
      label={t("map")}
      background={`/maps/${regionId}.json`}
      markers={markers}
      ways={ways}
      className="h-56"
    />
  );
}
