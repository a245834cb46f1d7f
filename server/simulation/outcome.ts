import type { RequestEnd, RequestRecord } from "@/server/core/simulation/record";
import type { Course, Simulation } from "./simulation";

interface Row {
  id: string;
  cancelled: Date | null;
  unserved: Date | null;
  maxRide: number | null;
  orgId: string | null;
  vehicleId: string | null;
  status: string | null;
  arrived: Date | null;
  boarded: Date | null;
  dropped: Date | null;
  told: { from: string; until: string }[] | null;
}

/** What the platform knows of every booking; times of a trip are those of the crews' events. */
async function readRows(sim: Simulation): Promise<Map<string, Row>> {
  const rows = await sim.owner<Row[]>`
    SELECT b.id, b.cancelled_at AS cancelled, b.unserved_at AS unserved, (b.needs->>'maxRideSeconds')::int AS "maxRide",
      t.org_id AS "orgId", t.vehicle_id AS "vehicleId", t.status,
      (SELECT min(e.happened_at) FROM trip_event e WHERE e.region_id = t.region_id AND e.trip_id = t.id AND e.kind = 'arrive_pickup') AS arrived,
      (SELECT min(e.happened_at) FROM trip_event e WHERE e.region_id = t.region_id AND e.trip_id = t.id AND e.kind = 'board') AS boarded,
      (SELECT min(e.happened_at) FROM trip_event e WHERE e.region_id = t.region_id AND e.trip_id = t.id AND e.kind = 'arrive_dropoff') AS dropped,
      (SELECT jsonb_agg(jsonb_build_object('from', p.pickup_from, 'until', p.pickup_until) ORDER BY p.created_at, p.id)
        FROM promise p WHERE p.region_id = b.region_id AND p.booking_id = b.id) AS told
    FROM booking b LEFT JOIN trip t ON t.region_id = b.region_id AND t.booking_id = b.id
    WHERE b.region_id = ${sim.region.id}`;
  return new Map(rows.map((row) => [row.id, row]));
}

function endOf(course: Course, row: Row | undefined): RequestEnd {
  if (course.end) return course.end;
  if (row?.cancelled) return "cancelled";
  if (row?.status === "completed") return "carried";
  return row?.unserved ? "unserved" : "failed";
}

const instant = (at: Date | null | undefined): number | null => at?.getTime() ?? null;

function recordOf(course: Course, row: Row | undefined): RequestRecord {
  const { key, day, willCall, askedAt } = course.request;
  const windows = (row?.told ?? []).map(({ from, until }) => ({
    from: Date.parse(from),
    until: Date.parse(until),
  }));
  return {
    key,
    day,
    willCall,
    askedAt,
    end: endOf(course, row),
    refusedBy: course.refusedBy,
    operatorId: row?.orgId ?? null,
    vehicleId: row?.vehicleId ?? null,
    promised: windows[0] ?? null,
    promisedLast: windows.at(-1) ?? null,
    arrivedAt: instant(row?.arrived),
    boardedAt: instant(row?.boarded),
    droppedAt: instant(row?.dropped),
    maxRideSeconds: row?.maxRide ?? null,
  };
}

/** What became of every request, in the order of asking. */
export async function readOutcome(sim: Simulation): Promise<RequestRecord[]> {
  const rows = await readRows(sim);
  return [...sim.courses.values()].map((course) => recordOf(course, rows.get(course.bookingId ?? "")));
}

/** What background planning came to, by its kind and outcome; an improvement that found nothing leaves no trace. */
export async function readPlanning(sim: Simulation): Promise<Record<string, number>> {
  const rows = await sim.owner<{ name: string; count: number }[]>`
    SELECT kind || ': ' || outcome AS name, count(*)::int AS count FROM plan_run
    WHERE region_id = ${sim.region.id} GROUP BY 1 ORDER BY 1`;
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
