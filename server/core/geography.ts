/**
 * Plain geometry on WGS-84 degrees. Road distances and travel times are not here: they come from
 * `gateways/road-times`. Nothing here crosses the antimeridian.
 */

/** A place in WGS-84 degrees. */
export type Point = { lat: number; lon: number };
/** A GeoJSON position: longitude, then latitude, in degrees. */
export type Position = readonly number[];
/** The coordinates of a GeoJSON MultiPolygon: polygons of rings (first the outline, then holes) of positions. */
export type Area = readonly (readonly (readonly Position[])[])[];
export type BoundingBox = { south: number; west: number; north: number; east: number };
export type District = { code: string; area: Area };

/** Mean earth radius R1 of the IUGG (Moritz, Geodetic Reference System 1980). */
const earthRadiusMetres = 6_371_008.8;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Great-circle distance in metres, not rounded.
 * Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68/2, 1984) on a sphere: within
 * 0.6 % of the ellipsoid.
 */
export function haversineMetres(a: Point, b: Point): number {
  const sinLat = Math.sin(radians(b.lat - a.lat) / 2);
  const sinLon = Math.sin(radians(b.lon - a.lon) / 2);
  const h = sinLat * sinLat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * sinLon * sinLon;
  // Rounding can push h past 1 for opposite points, where asin has no value.
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial great-circle bearing from `a` to `b` in degrees: 0 north, 90 east, below 360. 0 when both are one place. */
export function bearingDegrees(a: Point, b: Point): number {
  const deltaLon = radians(b.lon - a.lon);
  const y = Math.sin(deltaLon) * Math.cos(radians(b.lat));
  const x =
    Math.cos(radians(a.lat)) * Math.sin(radians(b.lat)) -
    Math.sin(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.cos(deltaLon);
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  return (degrees + 360) % 360;
}

/** The smallest box around the points, or null when there are none. */
export function boundingBox(points: readonly Point[]): BoundingBox | null {
  const [first, ...rest] = points;
  if (!first) return null;
  const box = { south: first.lat, west: first.lon, north: first.lat, east: first.lon };
  for (const { lat, lon } of rest) {
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
  }
  return box;
}

/**
 * A box that holds every place within `radiusMetres` of `centre`: a cheap first cut before the true distance.
 * It is the box of the circle on a sphere (J. P. Matuschek, "Finding Points Within a Distance of a Latitude/Longitude
 * Using Bounding Coordinates"); its corners lie further away than the radius.
 */
export function boxAround(centre: Point, radiusMetres: number): BoundingBox {
  const angle = radiusMetres / earthRadiusMetres;
  const latSpan = (angle * 180) / Math.PI;
  const lonSpan = (Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radians(centre.lat)))) * 180) / Math.PI;
  return {
    south: centre.lat - latSpan,
    west: centre.lon - lonSpan,
    north: centre.lat + latSpan,
    east: centre.lon + lonSpan,
  };
}

/** Whether the place lies in the box, edges included. */
export function inBox({ lat, lon }: Point, box: BoundingBox): boolean {
  return lat >= box.south && lat <= box.north && lon >= box.west && lon <= box.east;
}

/** Even-odd rule, half-open edges: a place on the line between two neighbours belongs to one of them, not to both. */
function inRing({ lat, lon }: Point, ring: readonly Position[]): boolean {
  let inside = false;
  let before = ring.at(-1);
  for (const corner of ring) {
    const [lon1, lat1] = before ?? [];
    const [lon2, lat2] = corner;
    before = corner;
    if (lon1 === undefined || lat1 === undefined || lon2 === undefined || lat2 === undefined) continue;
    if (lat1 > lat === lat2 > lat) continue;
    if (lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)) inside = !inside;
  }
  return inside;
}

/** Whether the place lies in the area: inside an outline and in none of its holes. Edges are treated as straight. */
export function isInside(point: Point, area: Area): boolean {
  return area.some(([outline, ...holes]) => {
    if (!outline || !inRing(point, outline)) return false;
    return !holes.some((hole) => inRing(point, hole));
  });
}

/** The district that holds the place, or null when none does. Where areas overlap, the first in the list. */
export function districtOf<D extends District>(point: Point, districts: readonly D[]): D | null {
  return districts.find(({ area }) => isInside(point, area)) ?? null;
}
