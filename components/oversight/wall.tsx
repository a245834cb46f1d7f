"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { LiveVehicle, RegionOverview } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { classNames } from "@/components/ui/class-names";
import { Instant } from "@/components/ui/instant";
import { MapView } from "@/components/ui/map-view";
import type { IndicatorName } from "@/server/core/indicator/definition";
import { figureText, reachesTarget } from "@/server/core/indicator/figure-text";

interface WallProps {
  /** The region's calendar day when the page was opened. */
  day: string;
  vehicles: LiveVehicle[];
  overview: RegionOverview;
}

const shown = ["trips", "onTime", "declined", "complaints"] as const satisfies readonly IndicatorName[];

/** The server's clock, to the second it turns. */
function useClock(): number {
  const { now, serverOffset } = useDesk();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now() + serverOffset), 1_000);
    return () => clearInterval(timer);
  }, [serverOffset]);
  return at;
}

function Figure({ label, children, isLate }: { label: string; children: ReactNode; isLate?: boolean }) {
  return (
    <div>
      <dt className="text-white/80 text-xl">{label}</dt>
      <dd className={classNames("font-semibold text-5xl tabular-nums", isLate && "text-wait-soft")}>
        {children}
      </dd>
    </div>
  );
}

function Today({ vehicles, overview }: Pick<WallProps, "vehicles" | "overview">) {
  const t = useTranslations("oversight.wall");
  const names = useTranslations("indicator.names");
  const locale = useLocale();
  const busy = vehicles.filter(({ status }) => status !== "free").length;
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-3">
      <Figure label={t("onDuty")}>{vehicles.length}</Figure>
      <Figure label={t("busy")}>{busy}</Figure>
      {shown.map((name) => {
        const figure = overview.current.find((it) => it.name === name);
        if (!figure) return null;
        return (
          <Figure
            key={name}
            label={t("today", { name: names(name) })}
            isLate={reachesTarget(figure) === false}
          >
            {figureText(name, figure.value, locale)}
          </Figure>
        );
      })}
    </dl>
  );
}

function useMarkers(vehicles: LiveVehicle[]) {
  const t = useTranslations("oversight.map");
  const tTrip = useTranslations("trip.status");
  return useMemo(
    () =>
      vehicles.map(({ vehicleId, plate, lat, lon, status }) => ({
        id: vehicleId,
        latitude: lat,
        longitude: lon,
        label: plate,
        detail: status === "free" ? t("free") : tTrip(status),
        tone: status === "free" ? ("neutral" as const) : ("primary" as const),
      })),
    [vehicles, t, tTrip],
  );
}

/** The region's vehicles and today's figures for a screen on the wall: large, live, nothing to touch. */
export function Wall({ day, vehicles, overview }: WallProps) {
  const t = useTranslations("oversight.wall");
  const trpc = useTRPC();
  const { regionId, timeZone } = useDesk();
  const at = useClock();
  const live = useQuery({
    ...trpc.oversight.vehicles.queryOptions(),
    initialData: vehicles,
    refetchInterval: 20_000,
  });
  const figures = useQuery({
    ...trpc.oversight.overview.queryOptions({ from: day, until: day }),
    initialData: overview,
    refetchInterval: 60_000,
  });
  return (
    <main
      id="main"
      className="on-night grid min-h-dvh grid-rows-[auto_1fr] gap-5 bg-night px-8 py-6 text-white"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-12 gap-y-4">
        <div>
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-semibold text-5xl tabular-nums">
            <Instant at={at} form="time" timeZone={timeZone} />
          </p>
        </div>
        <Today vehicles={live.data} overview={figures.data} />
      </header>
      <div className="text-ink [&_.maplibregl-ctrl]:hidden [&_details]:sr-only [&_p]:hidden">
        <MapView
          label={t("label")}
          background={`/maps/${regionId}.json`}
          markers={useMarkers(live.data)}
          className="h-[max(24rem,calc(100dvh-13rem))]"
        />
      </div>
    </main>
  );
}
