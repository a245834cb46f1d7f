import { z } from "zod";
import { haversineMetres, type Point } from "@/server/core/geography";

/** A stretch of the way: its first metres of straight line are driven on streets of one kind. */
const roadBand = z.object({
  /** The band ends here, in metres of straight line from the start; the last band has no end. */
  uptoMetres: z.number().positive().nullable(),
  /** Road metres per metre of straight line. */
  detour: z.number().min(1).max(3),
  /** Speed on an empty road. */
  kmPerHour: z.number().min(5).max(120),
  /** How much of the hour's delay is felt here: 1 in town, less on the motorway. */
  congestionShare: z.number().min(0).max(1),
});

/** How a region drives, as versioned regional data. */
export const roadProfile = z.object({
  timeZone: z.string().min(1),
  bands: z.array(roadBand).min(1),
  /** Delay of each local hour 0 to 23 over an empty road: 0.4 means 40 % longer. */
  hourDelay: z.array(z.number().min(0).max(3)).length(24),
  /** Delay taken where no departure is known: a working hour, so that plans are not made for the night. */
  usualDelay: z.number().min(0).max(3),
  /** Seconds to leave the gate and to reach the door, once per leg. */
  accessSeconds: z.number().int().min(0),
  /** A factor on every time, set by hand; what finished trips teach comes on top (`travel-correction.ts`). */
  correction: z.number().min(0.5).max(2),
});
export type RoadProfile = z.infer<typeof roadProfile>;

/**
 * The profile a region starts with (assumed, until finished trips correct it): streets up to 6 km of straight line, main
 * roads to 30 km, motorway beyond; two peaks as in domain.md, Volumes, widened to the hours when roads fill.
 */
export const startingRoadProfile: RoadProfile = {
  timeZone: "Asia/Shanghai",
  bands: [
    { uptoMetres: 6_000, detour: 1.42, kmPerHour: 32, congestionShare: 1 },
    { uptoMetres: 30_000, detour: 1.32, kmPerHour: 52, congestionShare: 0.6 },
    { uptoMetres: null, detour: 1.22, kmPerHour: 82, congestionShare: 0.15 },
  ],
  hourDelay: [
    0, 0, 0, 0, 0, 0.05, 0.15, 0.4, 0.45, 0.35, 0.3, 0.25, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.4, 0.2, 0.15,
    0.1, 0.05, 0,
  ],
  usualDelay: 0.3,
  accessSeconds: 60,
  correction: 1,
};

export interface RoadLeg {
  seconds: number;
  metres: number;
}

const hourFormats = new Map<string, Intl.DateTimeFormat>();

/** Hour (0 to 23) and minute of the region's clock at an instant (epoch milliseconds). */
export function roadClock(
  { timeZone }: Pick<RoadProfile, "timeZone">,
  at: number,
): { hour: number; minute: number } {
  let format = hourFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    hourFormats.set(timeZone, format);
  }
  const [hour = 0, minute = 0] = format.format(at).split(":").map(Number);
  return { hour, minute };
}

/** The delay at an instant (epoch milliseconds), between the hours by straight line so that no minute jumps. */
export function delayAt(profile: RoadProfile, departAt: number | undefined): number {
  if (departAt === undefined) return profile.usualDelay;
  const { hour, minute } = roadClock(profile, departAt);
  const here = profile.hourDelay[hour] ?? profile.usualDelay;
  const next = profile.hourDelay[(hour + 1) % 24] ?? profile.usualDelay;
  return here + ((next - here) * minute) / 60;
}

/**
 * Whole seconds and metres of road between two places when there is no road network: great-circle metres × detour and
 * ÷ speed, band by band along the way. Longer legs are faster and straighter per metre, so the estimate never prefers a
 * detour over a third place (the function is concave). Same place: zero.
 */
export function estimateLeg(a: Point, b: Point, profile: RoadProfile, delay: number): RoadLeg {
  const straightMetres = haversineMetres(a, b);
  if (straightMetres < 1) return { seconds: 0, metres: 0 };
  let metres = 0;
  let seconds = 0;
  let from = 0;
  for (const band of profile.bands) {
    const to = Math.min(straightMetres, band.uptoMetres ?? Number.POSITIVE_INFINITY);
    if (to <= from) break;
    const bandMetres = (to - from) * band.detour;
    metres += bandMetres;
    seconds += (bandMetres / band.kmPerHour) * 3.6 * (1 + delay * band.congestionShare);
    from = to;
  }
  return {
    seconds: Math.round(seconds * profile.correction + profile.accessSeconds),
    metres: Math.round(metres),
  };
}
