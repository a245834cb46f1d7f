import {
  and,
  asc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { promise } from "@/db/schema/dispatch";
import { facility } from "@/db/schema/facility";
import { organization } from "@/db/schema/organization";
import { quote } from "@/db/schema/quote";
import type { Context, Tx } from "@/server/context";
import type { BookingListInput } from "@/server/core/booking-input";
import type { BookingRow as Listed } from "@/server/core/booking-view";
import { addDays, startOfDay } from "@/server/core/local-time";
import { normalisePhone } from "@/server/core/phone";
import type { RegionSettings } from "@/server/core/region-settings";
import { blindIndex } from "@/server/gateways/vault";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { settingsInForce } from "../rule";
import { type BookingRow, isBooker } from "./row";
import { type BookingState, statesOf } from "./status";
import { maskedPatient, placeView } from "./view";

export interface BookingPage {
  rows: Listed[];
  next: { wantedFrom: string; id: string } | null;
}

/**
 * Bookings by the earliest pickup asked for, names masked. A hospital meets those it booked and those that start or end
 * at its facilities, a family its own, officials the region's; the policies hide the rest.
 */
export async function listBookings(ctx: Context, input: BookingListInput): Promise<BookingPage> {
  return inTransaction(ctx, async (tx) => {
    const found = await tx.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), ...conditions(tx, input)))
      .orderBy(asc(booking.wantedFrom), asc(booking.id))
      .limit(input.limit + 1);
    const rows = found.slice(0, input.limit);
    const last = found.length > input.limit ? rows.at(-1) : undefined;
    return {
      rows: await rowViews(tx, rows),
      next: last ? { wantedFrom: last.wantedFrom.toISOString(), id: last.id } : null,
    };
  });
}

function conditions(
  tx: Tx,
  { fromDay, untilDay, search, stage, direction, after }: BookingListInput,
): (SQL | undefined)[] {
  const { timeZone } = tx.region;
  const own =
    tx.actor.kind === "user" && tx.actor.role === "family"
      ? eq(booking.bookedBy, tx.actor.accountId)
      : undefined;
  const stages = {
    all: undefined,
    open: and(isNull(booking.confirmedAt), isNull(booking.cancelledAt)),
    confirmed: isNotNull(booking.confirmedAt),
  };
  return [
    own,
    stages[stage],
    fromDay ? gte(booking.wantedFrom, startOfDay(fromDay, timeZone)) : undefined,
    untilDay ? lt(booking.wantedFrom, startOfDay(addDays(untilDay, 1), timeZone)) : undefined,
    search ? searched(tx, search) : undefined,
    direction ? through(tx, direction) : undefined,
    after
      ? or(
          gt(booking.wantedFrom, new Date(after.wantedFrom)),
          and(eq(booking.wantedFrom, new Date(after.wantedFrom)), gt(booking.id, after.id)),
        )
      : undefined,
  ];
}

/** A booking number or its end, or a phone in full: phones are sealed and found whole. */
function searched(tx: Tx, search: string): SQL | undefined {
  const phone = normalisePhone(search);
  if (phone.ok) return eq(booking.bookerPhoneIndex, blindIndex(tx.region.id, "phone", phone.e164));
  return sql`${booking.number} LIKE ${`%${search.replace(/[%_\\]/g, "\\$&")}`}`;
}

/** Departures leave a facility of the acting hospital, arrivals come to one; a ward belongs to its parent's hospital. */
function through(tx: Tx, direction: "departures" | "arrivals"): SQL {
  const column = direction === "departures" ? booking.fromFacilityId : booking.toFacilityId;
  const orgId = actingOrg(tx);
  const parents = tx.db
    .select({ id: facility.id })
    .from(facility)
    .where(and(eq(facility.regionId, tx.region.id), eq(facility.orgId, orgId)));
  return exists(
    tx.db
      .select({ one: sql`1` })
      .from(facility)
      .where(
        and(
          eq(facility.regionId, tx.region.id),
          eq(facility.id, column),
          or(eq(facility.orgId, orgId), inArray(facility.parentId, parents)),
        ),
      ),
  );
}

/** What a list shows of bookings that the actor was found to see. */
export async function rowViews(tx: Tx, rows: readonly BookingRow[]): Promise<Listed[]> {
  const settings = await settingsInForce(tx);
  const states = await statesOf(tx, rows);
  const parts = await asPlatform(tx, (p) => partsOf(p, rows, states));
  return rows.flatMap((row) => {
    const state = states.get(row.id);
    return state ? [viewOf(tx, row, state, parts, settings)] : [];
  });
}

async function partsOf(tx: Tx, rows: readonly BookingRow[], states: Map<string, BookingState>) {
  const ids = rows.map(({ id }) => id);
  const promises = ids.length
    ? await tx.db
        .select()
        .from(promise)
        .where(and(eq(promise.regionId, tx.region.id), inArray(promise.bookingId, ids)))
        .orderBy(asc(promise.createdAt), asc(promise.id))
    : [];
  const prices = ids.length
    ? await tx.db
        .select({ bookingId: quote.bookingId, totalFen: quote.totalFen })
        .from(quote)
        .where(
          and(eq(quote.regionId, tx.region.id), inArray(quote.bookingId, ids), eq(quote.status, "accepted")),
        )
    : [];
  const orgIds = [...states.values()].flatMap(({ trip }) => trip?.orgId ?? []);
  const operators = orgIds.length
    ? await tx.db
        .select()
        .from(organization)
        .where(and(eq(organization.regionId, tx.region.id), inArray(organization.id, orgIds)))
    : [];
  return {
    promises: new Map(promises.map((row) => [row.bookingId, row])),
    prices: new Map(prices.map((row) => [row.bookingId, row.totalFen])),
    operators: new Map(operators.map((row) => [row.id, row])),
  };
}

function viewOf(
  tx: Tx,
  row: BookingRow,
  state: BookingState,
  parts: Awaited<ReturnType<typeof partsOf>>,
  settings: RegionSettings,
): Listed {
  const promised = parts.promises.get(row.id);
  const operator = state.trip && parts.operators.get(state.trip.orgId);
  const official = tx.actor.kind === "user" && tx.actor.role === "regulator";
  const { id, number, channel, mobility, wantedFrom, wantedUntil, readyAt, createdAt } = row;
  return {
    id,
    number,
    status: state.status,
    tripStatus: state.trip?.status ?? null,
    channel,
    patient: maskedPatient(tx, row),
    mobility,
    serviceLevel: row.needs?.serviceLevel ?? null,
    from: placeView(tx, "from", row, settings, "zh-CN"),
    to: placeView(tx, "to", row, settings, "zh-CN"),
    wantedFrom,
    wantedUntil,
    promise: promised
      ? { pickupFrom: promised.pickupFrom, pickupUntil: promised.pickupUntil, dropoffBy: promised.dropoffBy }
      : null,
    plate: state.trip?.plate ?? null,
    operatorZh: operator?.nameZh ?? null,
    operatorEn: operator?.nameEn ?? null,
    // The hospital that only receives the patient does not learn the price.
    totalFen: isBooker(tx, row) || official ? (parts.prices.get(id) ?? null) : null,
    reviewDueAt: state.reviewDueAt,
    readyAt,
    createdAt,
  };
}
