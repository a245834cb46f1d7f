"use client";

import { MapPin } from "lucide-react";
import { type GeoJSONSource, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import type { MapMarker, MapViewProps } from "./map-marker";
import { backgroundBounds, boundsOf, type MapBackground, mapStyle } from "./map-style";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl("/maplibre/maplibre-gl-worker.mjs");

const nowhere: [number, number][][] = [];

type CanvasProps = Omit<MapViewProps, "className"> & { onFail: () => void };

/** The drawn map; loaded only where one is shown. Use `MapView`. */
export function MapCanvas(props: CanvasProps) {
  const t = useTranslations("common.map");
  const holder = useRef<HTMLDivElement>(null);
  const map = useMap(holder, props);
  useMarkers(map, props.markers, props.onSelect);
  useWays(map, props.ways ?? nowhere);
  const { onPick } = props;
  return (
    <>
      <div ref={holder} className="h-full w-full [&_canvas:focus-visible]:-outline-offset-3" />
      {onPick ? (
        <>
          <MapPin
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-1/2 size-10 -translate-x-1/2 -translate-y-full fill-primary text-white"
          />
          <Button
            size="lg"
            className="absolute! inset-x-4 bottom-4 mx-auto w-fit shadow-floating"
            disabled={!map}
            onClick={() => {
              const centre = map?.getCenter();
              if (centre) onPick({ longitude: centre.lng, latitude: centre.lat });
            }}
          >
            {t("pick")}
          </Button>
        </>
      ) : null}
    </>
  );
}

/** Make the map once its background has come; a device that cannot draw it is told to `onFail`. */
function useMap(holder: RefObject<HTMLDivElement | null>, props: CanvasProps): MapLibre | undefined {
  const t = useTranslations("common.map");
  const isChinese = useLocale().startsWith("zh");
  const [map, setMap] = useState<MapLibre>();
  // The map is made once per background; what changes later reaches it through the hooks below.
  const latest = useRef({ t, props, isChinese });
  useEffect(() => {
    latest.current = { t, props, isChinese };
  });
  useEffect(() => {
    const abort = new AbortController();
    let made: MapLibre | undefined;
    const make = async () => {
      const answer = await fetch(props.background, { signal: abort.signal });
      if (!answer.ok) throw new Error(`The map's background answered ${answer.status}`);
      const background: MapBackground = await answer.json();
      if (abort.signal.aborted || !holder.current) return;
      made = makeMap(holder.current, background, latest.current);
      made.once("load", () => setMap(made));
    };
    make().catch(() => {
      if (!abort.signal.aborted) latest.current.props.onFail();
    });
    return () => {
      abort.abort();
      setMap(undefined);
      made?.remove();
    };
  }, [holder, props.background]);
  return map;
}

interface Making {
  t: ReturnType<typeof useTranslations>;
  props: CanvasProps;
  isChinese: boolean;
}

function makeMap(
  container: HTMLElement,
  background: MapBackground,
  { t, props, isChinese }: Making,
): MapLibre {
  const places = props.markers.map(({ longitude, latitude }) => [longitude, latitude]);
  const bounds = boundsOf([places, props.ways ?? nowhere]) ?? backgroundBounds(background);
  const start = props.start;
  const map = new MapLibre({
    container,
    style: mapStyle(background, props.ways ?? nowhere, isChinese),
    ...(start ? { center: [start.longitude, start.latitude], zoom: 12 } : { bounds }),
    // Room for the flags: half of the widest at the sides, their height above.
    fitBoundsOptions: { padding: { top: 56, bottom: 36, left: 96, right: 96 }, maxZoom: 12.5 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // One finger scrolls the page past a map that only shows; where a place is picked it moves the map.
    cooperativeGestures: !props.onPick,
    locale: {
      "Map.Title": `${props.label} · ${t("label")}`,
      "NavigationControl.ZoomIn": t("zoomIn"),
      "NavigationControl.ZoomOut": t("zoomOut"),
      "CooperativeGesturesHandler.WindowsHelpText": t("zoomByWheel", { key: "Ctrl" }),
      "CooperativeGesturesHandler.MacHelpText": t("zoomByWheel", { key: "⌘" }),
      "CooperativeGesturesHandler.MobileHelpText": t("twoFingers"),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "bottom-right");
  return map;
}

const tones = {
  primary: "bg-primary text-white",
  ok: "bg-ok text-white",
  wait: "bg-wait-line text-ink",
  late: "bg-late text-white",
  danger: "bg-danger text-white",
  neutral: "bg-surface text-ink",
};

/** A flag with its words on a stalk; a button where choosing it means something. */
function markerElement(marker: MapMarker, onSelect?: (id: string) => void): HTMLElement {
  const element = document.createElement(onSelect ? "button" : "div");
  const flag = document.createElement("span");
  flag.className = `block max-w-44 truncate rounded-md border-2 border-white px-2 py-0.5 font-semibold text-sm shadow-raised ${tones[marker.tone ?? "primary"]}`;
  flag.textContent = marker.label;
  const stalk = document.createElement("span");
  stalk.className = `mx-auto block size-3 rounded-full border-2 border-white ${tones[marker.tone ?? "primary"]}`;
  element.append(flag, stalk);
  element.className = onSelect ? "cursor-pointer" : "";
  if (onSelect) element.addEventListener("click", () => onSelect(marker.id));
  // The list under the map holds the same things in reading order.
  if (!onSelect) element.setAttribute("aria-hidden", "true");
  return element;
}

function useMarkers(map: MapLibre | undefined, markers: MapMarker[], onSelect?: (id: string) => void) {
  useEffect(() => {
    if (!map) return;
    const set = markers.map((marker) =>
      new Marker({ element: markerElement(marker, onSelect), anchor: "bottom" })
        .setLngLat([marker.longitude, marker.latitude])
        .addTo(map),
    );
    return () => {
      for (const marker of set) marker.remove();
    };
  }, [map, markers, onSelect]);
}

function useWays(map: MapLibre | undefined, ways: [number, number][][]) {
  useEffect(() => {
    const source = map?.getSource<GeoJSONSource>("ways");
    source?.setData({
      type: "Feature",
      properties: {},
      geometry: { type: "MultiLineString", coordinates: ways },
    });
  }, [map, ways]);
}
