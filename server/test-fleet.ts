import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll } from "vitest";
import { seedQuietCity } from "@/db/seed/quiet-city";
import { DomainError } from "@/server/core/domain-error";
import type { CrewInput, ShiftInput, VehicleInput } from "@/server/core/fleet-input";
import { addDays, localDay } from "@/server/core/local-time";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";

export const zone = "Asia/Shanghai";
export const today = localDay(testNow, zone);
/** Far enough ahead that the city has planned nothing there. */
export const quietDay = addDays(today, 40);

/** What the tests of a fleet stand in: a quiet city, its operators by size, and one operator of another region. */
export interface FleetWorld {
  db: TestDatabase;
  orgs: string[];
  elsewhere: string;
}

/** Prepare the world once for a file of tests; call it at the top. */
export function fleetWorld(): FleetWorld {
  const it = { orgs: [], elsewhere: "" } as unknown as FleetWorld;
  beforeAll(async () => {
    it.db = await testDatabase();
    await seedQuietCity(it.db.ownerUrl, testNow);
    const rows = await it.db.owner`
      SELECT o.id, o.region_id FROM organization o WHERE o.type = 'operator'
      ORDER BY o.region_id, (SELECT count(*) FROM shift s WHERE s.org_id = o.id) DESC`;
    it.orgs = rows.filter((row) => row.region_id === "331000").map((row) => String(row.id));
    it.elsewhere = String(rows.find((row) => row.region_id === dongxihu.id)?.id);
  }, 120_000);
  afterAll(() => it.db.close());
  return it;
}

/** The router as a member of one of the operators sees it. */
export const callerIn =
  (it: FleetWorld) =>
  (at = 0, role: Parameters<typeof userOf>[0] = "dispatcher") =>
    callerOf(contextOf(it.db, userOf(role, it.orgs[at] ?? "")));
type Calling = ReturnType<typeof callerIn>;

/** The same as a dispatcher in another region. */
export const callerAbroad = (it: FleetWorld) => () =>
  callerOf(contextOf(it.db, userOf("dispatcher", it.elsewhere), testNow, dongxihu));

/** Code and key of a refusal; any other end fails the test. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  const cause = error instanceof TRPCError ? error.cause : error;
  if (cause instanceof DomainError) return `${cause.code} ${cause.key}`;
  throw error ?? new Error("it was not refused");
}

let plates = 100;
/** A vehicle's entry with a plate of its own. */
export function vehicle(changes: Partial<VehicleInput> = {}): VehicleInput {
  plates += 1;
  return {
    plate: `浙J0T${plates}`,
    class: "wheelchair",
    model: "测试车型",
    berths: { escort: 1, seat: 0, wheelchair: 1, stretcher: 0 },
    equipment: { ramp_or_lift: 1 },
    maxPatientKg: 160,
    licenceClass: "C1",
    registeredOn: "2025-01-01",
    odometerKm: 1000,
    positioningDeviceId: "BD-1",
    thirdPartyCoverFen: 150_000_000,
    seatCoverFen: 10_000_000,
    ownedByOperator: true,
    base: { name: "测试停车点", lat: 28.65, lon: 121.42 },
    phone: null,
    ...changes,
  };
}

/** A driver's entry. */
export const person = (changes: Partial<CrewInput> = {}): CrewInput => ({
  name: "测试甲",
  phone: "19900007001",
  duties: ["driver"],
  licenceClasses: ["C1"],
  ppeTrained: false,
  status: "active",
  ...changes,
});

/** A vehicle, a driver and a shift of theirs on the quiet day. */
export async function team(as: Calling, at = 0) {
  const { vehicleId } = await as(at).fleet.saveVehicle(vehicle());
  const { crewId } = await as(at).fleet.saveCrew(person());
  const shift: ShiftInput = {
    vehicleId,
    kind: "committed",
    day: quietDay,
    from: "08:00",
    until: "18:00",
    crew: [{ crewId, duty: "driver" }],
    rest: { from: "11:00", until: "13:00", minutes: 40 },
  };
  return { vehicleId, crewId, shift };
}
