"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { MarkingScan } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Dialog } from "@/components/ui/dialog";
import { type MapMarker, MapView } from "@/components/ui/map-view";
import { useDistrictName } from "./use-district-name";

type Place = NonNullable<MarkingScan["elsewhere"]>;

interface PlaceDialogProps {
  row: MarkingScan;
  place: Place;
  onClose: () => void;
}

/** Roughly where a marking was looked at; with the other scan beside it where the two show a copy. */
export function PlaceDialog({ row, place, onClose }: PlaceDialogProps) {
  const t = useTranslations("marking.scans.map");
  const nameOf = useDistrictName();
  const { regionId } = useDesk();
  const { elsewhere } = row;
  const markers = useMemo(() => {
    const marker = (id: string, { lat, lon }: Place, rest: Pick<MapMarker, "label" | "detail" | "tone">) => ({
      id,
      latitude: lat,
      longitude: lon,
      ...rest,
    });
    const here = marker("here", place, { label: t("here"), tone: elsewhere ? "danger" : "primary" });
    return elsewhere
      ? [here, marker("elsewhere", elsewhere, { label: t("elsewhere"), tone: "danger" })]
      : [here];
  }, [place, elsewhere, t]);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      size="lg"
      title={t("title", { mark: row.mark })}
      description={t("rough", {
        district: nameOf(place.district),
        lat: place.lat.toFixed(2),
        lon: place.lon.toFixed(2),
      })}
    >
      <MapView label={t("label")} background={`/maps/${regionId}.json`} markers={markers} />
    </Dialog>
  );
}
