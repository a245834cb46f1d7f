"use client";

import { MapPin } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert } from "./alert";
import { classNames } from "./class-names";
import type { MapViewProps } from "./map-marker";
import { Skeleton } from "./skeleton";
import { linkInText } from "./text-link";

export type { MapMarker, MapPlace } from "./map-marker";

const MapCanvas = dynamic(() => import("./map-canvas").then((module) => module.MapCanvas), {
  ssr: false,
  loading: () => <Skeleton className="absolute inset-0 rounded-none!" />,
});

/** A map with the same places as a list below it, for keyboards, screen readers and devices that cannot draw it. */
export function MapView({ className = "h-72 sm:h-96", ...props }: MapViewProps) {
  const t = useTranslations("common.map");
  const [hasFailed, setFailed] = useState(false);
  return (
    <section aria-label={props.label} className="grid gap-2">
      {hasFailed ? (
        <Alert tone="warn">{t("unavailable")}</Alert>
      ) : (
        <>
          {props.onPick ? <p className="text-ink-soft text-sm">{t("pickHint")}</p> : null}
          <div
            className={classNames(
              "relative overflow-hidden rounded-lg border border-line bg-sunken",
              className,
            )}
          >
            <MapCanvas {...props} onFail={() => setFailed(true)} />
          </div>
          <p className="text-ink-soft text-xs">{t("schematic")}</p>
        </>
      )}
      {props.markers.length > 0 ? (
        <MarkerList markers={props.markers} onSelect={props.onSelect} isOpen={hasFailed} />
      ) : null}
    </section>
  );
}

type MarkerListProps = Pick<MapViewProps, "markers" | "onSelect"> & { isOpen: boolean };

function MarkerList({ markers, onSelect, isOpen }: MarkerListProps) {
  const t = useTranslations("common.map");
  return (
    <details open={isOpen}>
      <summary className="w-fit rounded-sm py-1.5 text-primary text-sm hover:underline">
        {t("list")} ({markers.length})
      </summary>
      <ul className="mt-1 grid gap-1 sm:grid-cols-2">
        {markers.map((marker) => (
          <li key={marker.id} className="flex items-start gap-2 py-1">
            <MapPin aria-hidden="true" className="mt-1 size-4.5 shrink-0 text-primary" />
            <span className="min-w-0">
              {onSelect ? (
                <button
                  type="button"
                  onClick={() => onSelect(marker.id)}
                  className={classNames("min-h-6 rounded-sm", linkInText)}
                >
                  {marker.label}
                </button>
              ) : (
                marker.label
              )}
              {marker.detail ? <span className="block text-ink-soft text-sm">{marker.detail}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
