"use client";

import { useQuery } from "@tanstack/react-query";
import { Truck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { LiveVehicle } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { MapView } from "@/components/ui/map-view";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

function VehicleLine({ vehicle, isChosen }: { vehicle: LiveVehicle; isChosen: boolean }) {
  const t = useTranslations("oversight.map");
  const tFleet = useTranslations("fleet.classes");
  const tTrip = useTranslations("trip.status");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  const { plate, status, seenAt, endsAt, bookingId } = vehicle;
  return (
    <li
      className={classNames(
        "grid gap-0.5 rounded-lg border bg-surface px-4 py-3",
        isChosen ? "border-primary" : "border-line",
      )}
    >
      <p className="flex flex-wrap items-center justify-between gap-2">
        <strong>{plate}</strong>
        <Badge tone={status === "free" ? "neutral" : "primary"}>
          {status === "free" ? t("free") : tTrip(status)}
        </Badge>
      </p>
      <p className="text-ink-soft text-sm">
        {tFleet(vehicle.class)} · {isEnglish ? vehicle.operatorEn : vehicle.operatorZh}
      </p>
      <p className="text-ink-soft text-sm">
        {seenAt ? (
          <>
            {t("seen")}
            <Instant at={seenAt} form="time" timeZone={timeZone} />
          </>
        ) : (
          t("atBase")
        )}
        {" · "}
        {t("until")}
        <Instant at={endsAt} form="time" timeZone={timeZone} />
      </p>
      {bookingId ? (
        <Link href={`/regulator/trips/${bookingId}`} className={classNames("justify-self-start", linkLook)}>
          {t("record")}
        </Link>
      ) : null}
    </li>
  );
}

/** Vehicles on duty on the map and in a list beside it; both stay live. */
export function VehicleMap({ initial }: { initial: LiveVehicle[] }) {
  const t = useTranslations("oversight.map");
  const tTrip = useTranslations("trip.status");
  const trpc = useTRPC();
  const { regionId } = useDesk();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useQuery({
    ...trpc.oversight.vehicles.queryOptions(),
    initialData: initial,
    refetchInterval: 20_000,
  });
  const markers = useMemo(
    () =>
      data.map(({ vehicleId, plate, lat, lon, status }) => ({
        id: vehicleId,
        latitude: lat,
        longitude: lon,
        label: plate,
        detail: status === "free" ? t("free") : tTrip(status),
        tone: status === "free" ? ("neutral" as const) : ("primary" as const),
      })),
    [data, t, tTrip],
  );
  if (data.length === 0)
    return <EmptyState icon={<Truck />} title={t("empty.title")} description={t("empty.text")} />;
  const busy = data.filter(({ status }) => status !== "free").length;
  const first = (id: string) => (id === chosen ? 0 : 1);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
      <MapView
        label={t("label")}
        background={`/maps/${regionId}.json`}
        markers={markers}
        onSelect={setChosen}
        className="h-80 lg:h-[36rem]"
      />
      <div className="grid gap-3">
        <p role="status" className="font-medium">
          {t("count", { count: data.length, busy })}
        </p>
        <ul className="grid gap-2">
          {data
            .toSorted(
              (a, b) =>
                first(a.vehicleId) - first(b.vehicleId) ||
                Number(a.status === "free") - Number(b.status === "free"),
            )
            .map((vehicle) => (
              <VehicleLine
                key={vehicle.vehicleId}
                vehicle={vehicle}
                isChosen={vehicle.vehicleId === chosen}
              />
            ))}
        </ul>
      </div>
    </div>
  );
}
