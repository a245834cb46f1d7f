import type { SeenScan } from "./facts";
import type { Found, Sighting } from "./finding";
import type { DetectionSettings } from "./settings";

type Limits = Pick<DetectionSettings, "unknownScans">;

const sighting = ({ id, at, mark, lat, lon }: SeenScan): Sighting => ({
  what: "scan",
  at,
  scanId: id,
  text: mark,
  ...(lat !== null && lon !== null ? { lat, lon } : {}),
});

const plain = (mark: string) =>
  mark
    .normalize("NFKC")
    .replace(/[\s·.\-_]/g, "")
    .toUpperCase();

/** Whether one mark is the other with one sign wrong, missing, too much, or two in the wrong order. */
function isSlip(typed: string, known: string): boolean {
  if (Math.abs(typed.length - known.length) > 1) return false;
  let start = 0;
  while (start < typed.length && start < known.length && typed[start] === known[start]) start++;
  const [a, b] = [typed.slice(start), known.slice(start)];
  const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || isSwapped;
}

function found(
  scans: readonly SeenScan[],
  reason: "unknown_mark" | "copied_mark" | "forged_code",
  key: string,
  limits: Limits,
): Found[] {
  const ordered = scans.toSorted((a, b) => a.at - b.at);
  const first = ordered[0];
  if (!first) return [];
  const copy = ordered.find(({ copyMetres }) => copyMetres !== null);
  return [
    {
      kind: "unknown_vehicle",
      key: `${reason}/${key}`,
      orgId: first.orgId,
      vehicleId: first.vehicleId,
      tripId: null,
      bookingId: null,
      happenedAt: first.at,
      evidence: {
        reason,
        figures: {
          mark: first.mark.slice(0, 60),
          scans: ordered.length,
          browsers: new Set(ordered.map(({ browser }) => browser)).size,
          ...(copy ? { metres: copy.copyMetres ?? 0, seconds: copy.copySeconds ?? 0 } : {}),
        },
        limits: reason === "unknown_mark" ? { unknownScans: limits.unknownScans } : {},
        sightings: ordered.slice(0, 12).map(sighting),
      },
    },
  ];
}

/** Marks that nobody issued: read from a code once, or typed on different phones and no slip of a known mark. */
function unknownMarks(scans: readonly SeenScan[], known: readonly string[], limits: Limits): Found[] {
  const marks = [...new Set(known.map(plain))];
  const unknown = Map.groupBy(
    scans.filter(({ outcome }) => outcome === "unknown"),
    ({ mark }) => plain(mark),
  );
  return [...unknown].flatMap(([mark, all]) => {
    const browsers = new Set(all.map(({ browser }) => browser)).size;
    const isRead = all.some(({ way }) => way === "code");
    const isVehicle = isRead || (browsers >= limits.unknownScans && !marks.some((it) => isSlip(mark, it)));
    return isVehicle && mark.length > 0 ? found(all, "unknown_mark", mark.slice(0, 120), limits) : [];
  });
}

/**
 * Vehicles that people met and the platform does not know: marks that nobody issued, serials that were in two places at
 * once, codes that the platform did not sign. `known`: every serial and plate of the region. One finding of each mark in a
 * month ("2026-11").
 */
export function findUnknownVehicles(
  scans: readonly SeenScan[],
  known: readonly string[],
  month: string,
  limits: Limits,
): Found[] {
  const byMark = (isMeant: (scan: SeenScan) => boolean) =>
    Map.groupBy(scans.filter(isMeant), ({ mark }) => plain(mark));
  const copied = byMark(({ copyOf }) => copyOf !== null);
  const forged = byMark(({ outcome }) => outcome === "bad_signature");
  const all = [
    ...unknownMarks(scans, known, limits),
    ...[...copied].flatMap(([mark, seen]) => found(seen, "copied_mark", mark.slice(0, 120), limits)),
    ...[...forged].flatMap(([mark, seen]) => found(seen, "forged_code", mark.slice(0, 120), limits)),
  ];
  return all.map((it) => ({ ...it, key: `${it.key}/${month}` }));
}
