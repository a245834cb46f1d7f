import { and, between, desc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { complaint } from "@/db/schema/case";
import { certification } from "@/db/schema/certification";
import { bookingFigure, dayFigure, figureEvent } from "@/db/schema/figure";
import { organization } from "@/db/schema/organization";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { type Behind, behindOf, exportedAtMost } from "@/server/core/indicator/behind";
import type { BehindInput, EventsBehindInput } from "@/server/core/oversight-input";
import { inTransaction } from "@/server/scope";
import { rowViews } from "@/server/services/booking/list";

const pageSize = 50;

/** Two tables with the same columns: bookings to list, days' sums to count. */
type Counted = typeof bookingFigure | typeof dayFigure;

function chosen(tx: Tx, table: Counted, input: BehindInput): SQL | undefined {
  return and(
    eq(table.regionId, tx.region.id),
    between(table.day, input.from, input.until),
    input.operatorId ? eq(table.orgId, input.operatorId) : undefined,
    input.district ? eq(table.district, input.district) : undefined,
    input.age ? eq(table.age, input.age) : undefined,
    input.payer ? eq(table.payer, input.payer) : undefined,
  );
}

/** How many bookings a measure counts; `but` takes away those that another counts (the late ones: due but not on time). */
async function countOf(tx: Tx, input: BehindInput, { measure, but }: Behind): Promise<number> {
  const counted = but ? sql`${dayFigure[measure]} - ${dayFigure[but]}` : sql`${dayFigure[measure]}`;
  const [row] = await tx.db
    .select({ count: sql<number>`coalesce(sum(${counted}), 0)::int` })
    .from(dayFigure)
    .where(chosen(tx, dayFigure, input));
  return row?.count ?? 0;
}

async function pageOf(tx: Tx, input: BehindInput, { measure, but }: Behind) {
  const rows = await tx.db
    .select({ id: bookingFigure.bookingId })
    .from(bookingFigure)
    .where(
      and(
        chosen(tx, bookingFigure, input),
        gt(bookingFigure[measure], 0),
        but ? eq(bookingFigure[but], 0) : undefined,
      ),
    )
    .orderBy(desc(bookingFigure.day), desc(bookingFigure.bookingId))
    .limit(pageSize)
    .offset((input.page - 1) * pageSize);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const found = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids)));
  const place = new Map(ids.map((id, index) => [id, index]));
  return rowViews(
    tx,
    found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
  );
}

/**
 * The bookings behind one figure, newest first, a page at a time. They are read from what the figure was added up from, so
 * that `total` is the figure itself.
 */
export async function bookingsBehind(ctx: Context, input: BehindInput) {
  const behind = behindOf(input.indicator, input.side);
  return inTransaction(ctx, async (tx) => {
    const total = await countOf(tx, input, behind);
    return {
      rows: await pageOf(tx, input, behind),
      total,
      pageCount: Math.max(1, Math.ceil(total / pageSize)),
    };
  });
}

/** The same bookings as rows of a file, without anybody's name; the newest `exportedAtMost`. */
export async function rowsBehind(ctx: Context, input: BehindInput) {
  const { measure, but } = behindOf(input.indicator, input.side);
  return inTransaction(ctx, (tx) =>
    tx.db
      .select({
        number: booking.number,
        day: bookingFigure.day,
        district: bookingFigure.district,
        plate: trip.plate,
        status: trip.status,
        operatorZh: organization.nameZh,
        operatorEn: organization.nameEn,
        boarded: bookingFigure.boarded,
        waitSeconds: bookingFigure.waitSeconds,
        billed: bookingFigure.billed,
        billedFen: bookingFigure.billedFen,
      })
      .from(bookingFigure)
      .innerJoin(
        booking,
        and(eq(booking.regionId, bookingFigure.regionId), eq(booking.id, bookingFigure.bookingId)),
      )
      .leftJoin(
        trip,
        and(eq(trip.regionId, bookingFigure.regionId), eq(trip.bookingId, bookingFigure.bookingId)),
      )
      .leftJoin(organization, and(eq(organization.regionId, trip.regionId), eq(organization.id, trip.orgId)))
      .where(
        and(
          chosen(tx, bookingFigure, input),
          gt(bookingFigure[measure], 0),
          but ? eq(bookingFigure[but], 0) : undefined,
        ),
      )
      .orderBy(desc(bookingFigure.day), desc(bookingFigure.bookingId))
      .limit(exportedAtMost),
  );
}

/** What a figure counts that is no booking: lapsed certifications, complaints without a trip; the newest 200. */
export async function eventsBehind(ctx: Context, input: EventsBehindInput) {
  return inTransaction(ctx, async (tx) =>
    tx.db
      .select({
        id: figureEvent.sourceId,
        subjectId: figureEvent.subjectId,
        at: figureEvent.at,
        subject: certification.subject,
        number: complaint.number,
        plate: complaint.plate,
        operatorZh: organization.nameZh,
        operatorEn: organization.nameEn,
      })
      .from(figureEvent)
      .leftJoin(
        certification,
        and(eq(certification.regionId, figureEvent.regionId), eq(certification.id, figureEvent.subjectId)),
      )
      .leftJoin(
        complaint,
        and(eq(complaint.regionId, figureEvent.regionId), eq(complaint.id, figureEvent.subjectId)),
      )
      .leftJoin(
        organization,
        and(
          eq(organization.regionId, figureEvent.regionId),
          eq(sql`${organization.id}::text`, figureEvent.orgId),
        ),
      )
      .where(
        and(
          eq(figureEvent.regionId, tx.region.id),
          eq(figureEvent.kind, input.kind),
          between(figureEvent.day, input.from, input.until),
          input.operatorId ? eq(figureEvent.orgId, input.operatorId) : undefined,
        ),
      )
      .orderBy(desc(figureEvent.at))
      .limit(200),
  );
}
