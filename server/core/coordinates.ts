import type { Point } from "./geography";

/** Ellipsoid of the Chinese map datum: semi-major axis in metres, first eccentricity squared. */
const axisMetres = 6378245.0;
const eccentricitySquared = 0.006693421622965943;

/**
 * WGS-84 to GCJ-02, the datum of Chinese maps: only for links into Chinese map applications, never stored. Outside the
 * country's bounding box nothing moves. Source: the publicly known transformation, vectors in
 * `db/seed/rules/identifiers.json`; accurate to better than a metre.
 */
export function toGcj02({ lat, lon }: Point): Point {
  if (lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271) return { lat, lon };
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - eccentricitySquared * Math.sin(radians) ** 2;
  const metresPerLat = (axisMetres * (1 - eccentricitySquared)) / magic ** 1.5;
  const metresPerLon = (axisMetres / Math.sqrt(magic)) * Math.cos(radians);
  const shift = shiftMetres(lon - 105, lat - 35);
  return {
    lat: lat + (shift.north * 180) / (metresPerLat * Math.PI),
    lon: lon + (shift.east * 180) / (metresPerLon * Math.PI),
  };
}

/** Metres north and east by which the datum moves a point, from degrees east of 105° and north of 35°. */
function shiftMetres(x: number, y: number): { north: number; east: number } {
  const root = Math.sqrt(Math.abs(x));
  const common = 20 * wave(6, x) + 20 * wave(2, x);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
  const northWaves = 20 * wave(1, y) + 40 * wave(1 / 3, y) + 160 * wave(1 / 12, y) + 320 * wave(1 / 30, y);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
  const eastWaves = 20 * wave(1, x) + 40 * wave(1 / 3, x) + 150 * wave(1 / 12, x) + 300 * wave(1 / 30, x);
  return { north: north + ((common + northWaves) * 2) / 3, east: east + ((common + eastWaves) * 2) / 3 };
}

/** sin(factor · π · degrees) */
function wave(factor: number, degrees: number): number {
  return Math.sin(factor * Math.PI * degrees);
}
