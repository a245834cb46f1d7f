"use client";

import { Phone } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Instant } from "@/components/ui/instant";
import { type MapMarker, MapView } from "@/components/ui/map-view";
import { PersonChip } from "@/components/ui/person-chip";
import type { TrackPart } from "./part";
import { isOngoing, phaseOf } from "./phase";

/** Which vehicle comes, with whom, where it is, and one tap to call. */
export function VehicleCard(part: TrackPart) {
  const t = useTranslations("tracking.vehicle");
  const { view } = part;
  if (!view.vehicle) return <Numbers {...part} />;
  return (
    <Card title={t("title")}>
      <VehicleFacts {...part} />
      {isOngoing(phaseOf(view)) ? <VehicleMap {...part} /> : null}
      <Calls {...part} />
    </Card>
  );
}

function VehicleFacts({ view }: TrackPart) {
  const t = useTranslations("tracking.vehicle");
  const tClass = useTranslations("booking.vehicle");
  const isEnglish = useLocale() === "en";
  const { vehicle, crew } = view;
  if (!vehicle) return null;
  return (
    <>
      <p className="inline-block rounded-md border-2 border-primary-strong bg-primary-soft px-3 py-1 font-bold text-2xl tracking-wider">
        {vehicle.plate}
      </p>
      <p className="mt-2">
        {tClass(`${vehicle.class}.name`)} · {isEnglish ? vehicle.operatorEn : vehicle.operatorZh}
      </p>
      <ul aria-label={t("crew")} className="mt-3 flex flex-wrap gap-2">
        {crew.map((member, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked names may be alike, and the list never moves
          <li key={index}>
            <PersonChip name={member.name} detail={t(`duties.${member.duty}`)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function VehicleMap({ view, region, now }: TrackPart) {
  const t = useTranslations("tracking.map");
  const { position, from, to, vehicle } = view;
  const markers = useMemo<MapMarker[]>(() => {
    const ends: MapMarker[] = [
      {
        id: "from",
        label: from.label,
        detail: t("from"),
        longitude: from.lon,
        latitude: from.lat,
        tone: "neutral",
      },
      { id: "to", label: to.label, detail: t("to"), longitude: to.lon, latitude: to.lat, tone: "neutral" },
    ];
    if (!position) return ends;
    const { lon: longitude, lat: latitude } = position;
    return [
      {
        id: "vehicle",
        label: vehicle?.plate ?? "",
        detail: t("vehicle"),
        longitude,
        latitude,
        tone: "primary",
      },
      ...ends,
    ];
  }, [position, from, to, vehicle?.plate, t]);
  return (
    <div className="no-print mt-4">
      <MapView label={t("label")} background={`/maps/${region.id}.json`} markers={markers} />
      <p className="mt-1 text-ink-soft text-sm">
        {position
          ? t.rich("seen", {
              time: () => <Instant at={position.at} form="time" timeZone={region.timeZone} now={now} />,
            })
          : t(view.isPositionShared ? "notYet" : "notShared")}
      </p>
    </div>
  );
}

function Calls({ view }: TrackPart) {
  const t = useTranslations("tracking.calls");
  return (
    <div className={classNames("no-print mt-4 grid gap-3", view.vehicle?.phone && "grid-cols-2")}>
      {view.vehicle?.phone ? (
        <Button asChild size="lg">
          <a href={`tel:${view.vehicle.phone}`}>
            <Phone aria-hidden="true" />
            {t("vehicle")}
          </a>
        </Button>
      ) : null}
      <Button asChild size="lg" variant="secondary">
        <a href={`tel:${view.hotline}`}>
          <Phone aria-hidden="true" />
          {view.hotline}
        </a>
      </Button>
    </div>
  );
}

function Numbers(part: TrackPart) {
  const t = useTranslations("tracking.vehicle");
  const ongoing = isOngoing(phaseOf(part.view));
  return (
    <Card title={t(ongoing ? "later" : "help")}>
      <p className="text-ink-soft">{t(ongoing ? "laterText" : "helpText")}</p>
      <Calls {...part} />
    </Card>
  );
}
