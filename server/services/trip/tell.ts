import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { MessageTemplate } from "@/server/core/message";
import { asPlatform } from "@/server/scope";
import { bookingLink } from "@/server/services/link";
import { sendMessage, tellFollowers, tellInbox } from "@/server/services/message";
import { publicUrl } from "@/server/services/public-url";
import { tripArrival } from "../position";
import type { TripRow } from "./load";
import { openContacts } from "./personal";

type BookingRow = typeof booking.$inferSelect;

/** The booking behind a trip or a bill, whoever acts; the verb has authorised before. */
export async function bookingOf(tx: Tx, bookingId: string): Promise<BookingRow> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId))),
  );
  if (!row) throw new Error(`A trip or bill without its booking ${bookingId}`);
  return row;
}

/** The booker's page of a booking. */
export function trackUrl(row: BookingRow, fragment = ""): string {
  return publicUrl(
    `/${row.locale}/track/${bookingLink(row.regionId, row.id, row.linkGeneration, "track")}${fragment}`,
  );
}

/**
 * Tell the booker by every way it left, once per `key`: address and phone, the inbox and devices of its account, devices that
 * follow by the link. `bookingId` null: the message belongs to no booking.
 */
export async function tellBooker(
  tx: Tx,
  row: BookingRow,
  template: MessageTemplate,
  data: Record<string, unknown>,
  key: string,
  bookingId: string | null = row.id,
): Promise<void> {
  const { email, phone } = openContacts(tx, row);
  // A family's account; whoever booked for an organization finds its bookings on its own desk.
  const accountId = row.orgId ? null : row.bookedBy;
  const about = { template, locale: row.locale, data, bookingId, accountId };
  await asPlatform(tx, async (p) => {
    if (email) await sendMessage(p, { ...about, channel: "email", to: email, dedupeKey: `${key}:email` });
    if (phone) await sendMessage(p, { ...about, channel: "sms", to: phone, dedupeKey: `${key}:sms` });
    if (accountId && !email && !phone) await tellInbox(p, accountId, { ...about, dedupeKey: key });
    if (bookingId) await tellFollowers(p, { ...about, bookingId, dedupeKey: key });
  });
}

/** The name of an organization in the booker's language. */
export async function operatorName(tx: Tx, orgId: string, locale: string): Promise<string> {
  const [row] = await tx.db
    .select({ zh: organization.nameZh, en: organization.nameEn })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, orgId)));
  return (locale === "en" ? row?.en : row?.zh) ?? "";
}

/** The vehicle has set out: said to the booker with the arrival range. */
export async function tellOnTheWay(tx: Tx, row: TripRow): Promise<void> {
  const booked = await bookingOf(tx, row.bookingId);
  const arrival = await tripArrival(tx, row, booked);
  if (!arrival) return;
  const data = {
    bookingNumber: booked.number,
    arrival: { start: arrival.earliest, end: arrival.latest },
    plate: row.plate,
    operator: await operatorName(tx, row.orgId, booked.locale),
    callPhone: row.vehiclePhone,
    trackUrl: trackUrl(booked),
  };
  await tellBooker(tx, booked, "vehicle_on_the_way", data, `on_the_way:${row.id}`);
}
