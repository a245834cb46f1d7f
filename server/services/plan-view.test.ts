import { describe, expect, it } from "vitest";
import { localDay } from "@/server/core/local-time";
import { callerOf } from "@/server/routers/root";
import { contextOf, userOf } from "@/server/test-asking";
import { confirmed, systemOf, testBookings } from "@/server/test-booking";
import { matchBooking } from "./dispatch/match-booking";
import { acceptOffer } from "./offer/accept-offer";

const made = testBookings();
const as = (orgId: string, role: Parameters<typeof userOf>[0] = "dispatcher") =>
  callerOf(contextOf(made.db, userOf(role, orgId)));

/** A confirmed booking, the operator whose shift backs it, and the day it lies on. */
async function sold() {
  const { result, quote } = await confirmed(made);
  const [row] = await made.db.owner`
    SELECT DISTINCT s.org_id, s.starts_at FROM claim c JOIN shift s ON s.id = c.shift_id WHERE c.booking_id = ${result.bookingId}`;
  const day = localDay(row?.starts_at, "Asia/Shanghai");
  return { bookingId: result.bookingId, quote, orgId: String(row?.org_id), day };
}

async function stopsOf(orgId: string, day: string, bookingId: string) {
  const { vehicles } = await as(orgId).plan.day({ day });
  return vehicles
    .flatMap(({ shifts }) => shifts.flatMap(({ stops }) => stops))
    .filter(({ key }) => key.startsWith(bookingId));
}

describe("an operator's plan of a day", () => {
  it("shows a reservation as time only, and the trip once it is accepted", async () => {
    const { bookingId, orgId, day } = await sold();
    const before = await stopsOf(orgId, day, bookingId);
    expect(before.map(({ kind, trip }) => [kind, trip])).toEqual([
      ["pickup", null],
      ["dropoff", null],
    ]);
    await matchBooking(systemOf(made.db), bookingId);
    const [open] = await made.db.owner`SELECT id, org_id FROM offer WHERE booking_id = ${bookingId}`;
    const winner = String(open?.org_id);
    await acceptOffer(contextOf(made.db, userOf("dispatcher", winner)), { offerId: String(open?.id) });
    const [pickup, dropoff] = await stopsOf(winner, day, bookingId);
    expect(pickup?.trip).toMatchObject({ bookingId, status: "assigned", patientName: "测*" });
    expect(pickup?.standing).toBe("on_time");
    expect(pickup?.promisedUntil?.getTime()).toBeGreaterThanOrEqual(
      pickup?.plannedAt.getTime() ?? Number.NaN,
    );
    expect(dropoff?.expectedAt.getTime()).toBeGreaterThan(pickup?.expectedAt.getTime() ?? Number.NaN);
  });

  it("is not shown to another operator", async () => {
    const { bookingId, orgId, day } = await sold();
    const others = await made.db
      .owner`SELECT id FROM organization WHERE region_id = '331000' AND type = 'operator' AND id <> ${orgId}`;
    for (const { id } of others) expect(await stopsOf(String(id), day, bookingId)).toEqual([]);
  });

  it("is for dispatchers", async () => {
    const { orgId, day } = await sold();
    await expect(as(orgId, "crew").plan.day({ day })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(as(orgId, "case_manager").plan.day({ day })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
