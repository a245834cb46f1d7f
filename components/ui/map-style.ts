import type { ExpressionSpecification, GeoJSONSourceSpecification, StyleSpecification } from "maplibre-gl";

/** The drawn background of a region: a GeoJSON collection whose features say their kind and names. */
export interface MapBackground {
  type: "FeatureCollection";
  credit?: { zh: string; en: string };
  features: {
    type: "Feature";
    properties: {
      kind: "region" | "district" | "coast" | "river" | "road" | "label";
      nameZh?: string;
      nameEn?: string;
    };
    geometry: { type: "MultiPolygon" | "LineString" | "Point"; coordinates: unknown };
  }[];
}

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

/** The smallest box around all positions nested anywhere in `coordinates`; undefined when there are none. */
export function boundsOf(coordinates: unknown): Bounds | undefined {
  if (!Array.isArray(coordinates)) return undefined;
  const [x, y] = coordinates;
  if (typeof x === "number" && typeof y === "number") return [x, y, x, y];
  const boxes = coordinates.map(boundsOf).filter((box) => box !== undefined);
  return boxes.length === 0 ? undefined : boxes.reduce(around);
}

const around = (a: Bounds, b: Bounds): Bounds => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** The box of the region itself, else of everything drawn. */
export function backgroundBounds(background: MapBackground): Bounds | undefined {
  const region = background.features.filter((feature) => feature.properties.kind === "region");
  const drawn = region.length > 0 ? region : background.features;
  return boundsOf(drawn.map((feature) => feature.geometry.coordinates));
}

const ofKind = (...kinds: string[]): ExpressionSpecification => ["in", ["get", "kind"], ["literal", kinds]];

/** How the background looks: quiet ground, so that what is set on it speaks. No request leaves this server. */
export function mapStyle(
  background: MapBackground,
  ways: [number, number][][],
  isChinese: boolean,
): StyleSpecification {
  const name: ExpressionSpecification = [
    "coalesce",
    ["get", isChinese ? "nameZh" : "nameEn"],
    ["get", "nameZh"],
  ];
  const way = {
    type: "Feature" as const,
    properties: {},
    geometry: { type: "MultiLineString" as const, coordinates: ways },
  };
  return {
    version: 8,
    sources: {
      background: { type: "geojson", data: background as GeoJSONSourceSpecification["data"] },
      ways: { type: "geojson", data: way },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#e1ebea" } },
      fill("land", ofKind("region"), "#f6f7f1"),
      outline("district", ofKind("district"), "#c3d0c9", 1, [3, 2]),
      outline("river", ofKind("river"), "#b9dbe3", 2.5),
      outline("road", ofKind("road"), "#e3cfa4", 2),
      outline("region", ofKind("region"), "#7c8d90", 1.5),
      {
        id: "way",
        type: "line",
        source: "ways",
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": "#0b5563", "line-width": 4, "line-opacity": 0.75 },
      },
      {
        id: "label",
        type: "symbol",
        source: "background",
        filter: ofKind("label"),
        layout: { "text-field": name, "text-size": 13, "symbol-sort-key": ["coalesce", ["get", "rank"], 9] },
        paint: { "text-color": "#4a5b60", "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
      },
    ],
  };
}

type Layer = StyleSpecification["layers"][number];

function fill(id: string, filter: ExpressionSpecification, color: string): Layer {
  return { id, type: "fill", source: "background", filter, paint: { "fill-color": color } };
}

function outline(
  id: string,
  filter: ExpressionSpecification,
  color: string,
  width: number,
  dashes?: number[],
): Layer {
  const paint = { "line-color": color, "line-width": width, ...(dashes ? { "line-dasharray": dashes } : {}) };
  return { id: `${id}-line`, type: "line", source: "background", filter, paint };
}
