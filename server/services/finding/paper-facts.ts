import { and, asc, eq, gte, inArray, isNotNull, lt, ne, or, sql } from "drizzle-orm";
import { bill } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { certification } from "@/db/schema/certification";
import { facility } from "@/db/schema/facility";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { markingScan } from "@/db/schema/marking";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { WrittenLine } from "@/server/core/bill-record";
import type { Duty, SeenBill, SeenScan } from "@/server/core/detect/facts";
import type { Point } from "@/server/core/geography";
import { isTakenOff, type LineCode, lineLabels } from "@/server/core/tariff/line";
import type { DaySpan } from "./track-facts";

type Span = Pick<DaySpan, "from" | "until">;
/** Bills are read a day's length at a time, so that no month of any region is too long. */
const sliceMs = 86_400_000;
/** What the way itself costs; all else differs from patient to patient. */
const wayCodes: LineCode[] = ["start", "mileage", "return", "night", "holiday", "tolls"];

const isLine = (line: WrittenLine): line is WrittenLine & { code: LineCode } => line.code in lineLabels;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** All live bills of trips that were issued in a span, the oldest first. */
export async function billsIn(tx: Tx, { from, until }: Span): Promise<SeenBill[]> {
  const bills: SeenBill[] = [];
  for (let at = from; at < until; at += sliceMs)
    bills.push(...(await billsOfSlice(tx, { from: at, until: Math.min(at + sliceMs, until) })));
  return bills;
}

async function billsOfSlice(tx: Tx, { from, until }: Span): Promise<SeenBill[]> {
  const rows = await tx.db
    .select({
      bill,
      tripId: trip.id,
      vehicleId: trip.vehicleId,
      vehicleClass: vehicle.class,
      metres: booking.distanceMetres,
    })
    .from(bill)
    .innerJoin(trip, and(eq(trip.regionId, bill.regionId), eq(trip.bookingId, bill.bookingId)))
    .innerJoin(booking, and(eq(booking.regionId, bill.regionId), eq(booking.id, bill.bookingId)))
    .innerJoin(vehicle, and(eq(vehicle.regionId, trip.regionId), eq(vehicle.id, trip.vehicleId)))
    .where(
      and(
        eq(bill.regionId, tx.region.id),
        eq(bill.kind, "trip"),
        ne(bill.status, "void"),
        gte(bill.issuedAt, new Date(from)),
        lt(bill.issuedAt, new Date(until)),
      ),
    )
    .orderBy(asc(bill.issuedAt), asc(bill.id));
  return rows.map(({ bill: row, ...of }) => {
    const lines = row.lines.filter(isLine);
    const { id, bookingId, orgId, totalFen } = row;
    return {
      ...of,
      id,
      bookingId,
      orgId,
      totalFen,
      // `yuhuan-2025-10@1#bands[0].perKmFen`: any version of it.
      tariff: lines[0]?.rule.split("@")[0] ?? "",
      at: row.issuedAt.getTime(),
      quotedFen: sum(lines.map((line) => line.quotedFen)),
      wayFen: sum(lines.filter(({ code }) => wayCodes.includes(code)).map((line) => line.billedFen)),
      extras: [
        ...new Set(
          lines
            .filter((line) => line.billedFen > line.quotedFen && !isTakenOff(line.code))
            .map(({ code }) => code),
        ),
      ],
    };
  });
}

/** One person under two employers is one person: by the identity number's index, else by the account. */
const personOf = (row: { idNumberIndex: string | null; accountId: string | null; id: string }) =>
  row.idNumberIndex ?? row.accountId ?? row.id;

/** Who was at work in a span: by the plans of shifts that were not called off, and by the trips as they were driven. */
export async function dutiesIn(tx: Tx, { from, until }: Span): Promise<Duty[]> {
  const { id, orgId, idNumberIndex, accountId } = crewMember;
  const planned = await tx.db
    .select({ person: { id, idNumberIndex, accountId }, orgId, shift })
    .from(crewClaim)
    .innerJoin(crewMember, and(eq(crewMember.regionId, crewClaim.regionId), eq(id, crewClaim.crewId)))
    .innerJoin(shift, and(eq(shift.regionId, crewClaim.regionId), eq(shift.id, crewClaim.shiftId)))
    .where(
      and(
        eq(crewClaim.regionId, tx.region.id),
        ne(shift.status, "cancelled"),
        lt(shift.startsAt, new Date(until)),
        gte(shift.endsAt, new Date(from)),
      ),
    );
  const plans = planned.map(
    ({ person, orgId: org, shift: row }): Duty => ({
      person: personOf(person),
      crewId: person.id,
      orgId: org,
      shiftId: row.id,
      vehicleId: row.vehicleId,
      tripId: null,
      bookingId: null,
      from: row.startsAt.getTime(),
      until: row.endsAt.getTime(),
    }),
  );
  return [...plans, ...(await drivenDuties(tx, { from, until }))];
}

async function drivenDuties(tx: Tx, { from, until }: Span): Promise<Duty[]> {
  const driven = await tx.db
    .select()
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.status, "completed"),
        gte(trip.plannedPickupAt, new Date(from)),
        lt(trip.plannedPickupAt, new Date(until)),
      ),
    );
  const crewIds = [...new Set(driven.flatMap((row) => row.crew.map((it) => it.crewId)))];
  const { id, idNumberIndex, accountId } = crewMember;
  const people =
    crewIds.length === 0
      ? []
      : await tx.db
          .select({ id, idNumberIndex, accountId })
          .from(crewMember)
          .where(and(eq(crewMember.regionId, tx.region.id), inArray(id, crewIds)));
  const personBy = new Map(people.map((row) => [row.id, personOf(row)]));
  return driven.flatMap((row) =>
    row.crew.flatMap((it): Duty[] =>
      row.departedAt && row.endedAt
        ? [
            {
              person: personBy.get(it.crewId) ?? it.crewId,
              crewId: it.crewId,
              orgId: row.orgId,
              shiftId: row.shiftId,
              vehicleId: row.vehicleId,
              tripId: row.id,
              bookingId: row.bookingId,
              from: row.departedAt.getTime(),
              until: row.endedAt.getTime(),
            },
          ]
        : [],
    ),
  );
}

/** Looks at markings in a span that did not end well, or that show a copy. */
export async function scansIn(tx: Tx, { from, until }: Span): Promise<SeenScan[]> {
  const rows = await tx.db
    .select()
    .from(markingScan)
    .where(
      and(
        eq(markingScan.regionId, tx.region.id),
        gte(markingScan.scannedAt, new Date(from)),
        lt(markingScan.scannedAt, new Date(until)),
        or(inArray(markingScan.outcome, ["unknown", "bad_signature"]), isNotNull(markingScan.copyOf)),
      ),
    );
  return rows.map(({ scannedAt, browserIndex, ...row }) => ({
    ...row,
    at: scannedAt.getTime(),
    browser: browserIndex,
  }));
}

/** Every serial and plate of the region. */
export async function knownMarks(tx: Tx): Promise<string[]> {
  const serials = await tx.db
    .select({ mark: certification.serial })
    .from(certification)
    .where(and(eq(certification.regionId, tx.region.id), sql`${certification.serial} is not null`));
  const plates = await tx.db
    .select({ mark: vehicle.plate })
    .from(vehicle)
    .where(eq(vehicle.regionId, tx.region.id));
  return [...serials, ...plates].flatMap(({ mark }) => mark ?? []);
}

/** The doors of hospitals and all other facilities. */
export async function facilityDoors(tx: Tx): Promise<Point[]> {
  return tx.db
    .select({ lat: facility.lat, lon: facility.lon })
    .from(facility)
    .where(eq(facility.regionId, tx.region.id));
}
