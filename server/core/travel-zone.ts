import { type Area, districtOf, type Point } from "./geography";

/** A district as the region's settings draw it; one without a boundary holds no place here. */
interface Drawn {
  code: string;
  area?: Area | undefined;
}

/** Side of a grid cell in degrees: about 11 km by 10 km in eastern China, the size of a small district. */
const cellDegrees = 0.1;

/**
 * Where a place lies for learning how long ways take: the district's division code (GB/T 2260) where the region's settings
 * draw a boundary around it, else the cell of a grid of a tenth of a degree, by the degrees of its south-west corner
 * ("30.2,120.1"). Only the point counts and never the district written on a booking, so that a leg between two stops is
 * filed where it will be looked for.
 */
export function travelZone(point: Point, districts: readonly Drawn[]): string {
  const drawn = districts.flatMap(({ code, area }) => (area ? [{ code, area }] : []));
  const found = districtOf(point, drawn);
  if (found) return found.code;
  const corner = (degrees: number) => (Math.floor(degrees / cellDegrees) * cellDegrees).toFixed(1);
  return `${corner(point.lat)},${corner(point.lon)}`;
}
