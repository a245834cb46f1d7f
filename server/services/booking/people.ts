import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking, consent } from "@/db/schema/booking";
import type { Tx } from "@/server/context";
import type { Relation, RequestConfirmationInput } from "@/server/core/booking-input";
import type { ConsentPurpose } from "@/server/core/consent";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { normalisePhone } from "@/server/core/phone";
import { checkResidentId } from "@/server/core/resident-id";
import { blindIndex } from "@/server/gateways/vault";
import type { Contact } from "../code";
import { type BookingRow, sealFor, viewersOf } from "./row";

/** Who travels and who books, as given last. A name left out stays what the hospital's list said. */
export type People = Pick<
  RequestConfirmationInput,
  "idNumber" | "bookerName" | "relation" | "phone" | "email"
> & { patientName: string | null };

/** A phone in E.164. @throws DomainError bad_input `input.phone` with the field */
export function phoneOf(phone: string): string {
  const read = normalisePhone(phone);
  if (!read.ok) throw new DomainError("bad_input", "input.phone", { field: "phone" });
  return read.e164;
}

/** An e-mail address as it is stored and counted: without blanks, in lower case. */
export const emailOf = (email: string): string => email.trim().toLowerCase();

/** The contacts given, in their stored form. */
export function contactsOf({ phone, email }: Pick<People, "phone" | "email">): Contact[] {
  return [
    ...(phone ? [{ kind: "phone" as const, value: phoneOf(phone) }] : []),
    ...(email ? [{ kind: "email" as const, value: emailOf(email) }] : []),
  ];
}

/** Identity number with the region's day: nobody is born tomorrow. @throws DomainError bad_input `resident_id.…` */
function identity(tx: Tx, idNumber: string) {
  const check = checkResidentId(idNumber, localDay(tx.now, tx.region.timeZone));
  if (!check.ok) throw new DomainError("bad_input", `resident_id.${check.reason}`, { field: "idNumber" });
  return check;
}

function columns(tx: Tx, people: People) {
  const { phone, email } = people;
  const id = people.idNumber ? identity(tx, people.idNumber) : null;
  const e164 = phone && phoneOf(phone);
  return {
    bookerNameSealed: sealFor(tx, "booker_name", people.bookerName),
    bookerRelation: people.relation,
    ...(people.patientName ? { patientNameSealed: sealFor(tx, "patient_name", people.patientName) } : {}),
    ...(e164
      ? {
          bookerPhoneSealed: sealFor(tx, "booker_phone", e164),
          bookerPhoneIndex: blindIndex(tx.region.id, "phone", e164),
        }
      : {}),
    ...(email ? { bookerEmailSealed: sealFor(tx, "booker_email", emailOf(email)) } : {}),
    ...(id
      ? {
          patientIdNumberSealed: sealFor(tx, "patient_id_number", id.value),
          patientBirthYear: Number(id.birthDate.slice(0, 4)),
          patientSex: id.sex,
        }
      : {}),
  };
}

/**
 * Keep who travels and who books, sealed. A contact that changed has to be verified again.
 * @throws DomainError conflict `booking.already_confirmed` when it was confirmed meanwhile
 */
export async function storePeople(
  tx: Tx,
  row: BookingRow,
  people: People,
  keepsVerified: boolean,
): Promise<BookingRow> {
  const [stored] = await tx.db
    .update(booking)
    .set({ ...columns(tx, people), ...(keepsVerified ? {} : { contactVerifiedAt: null }) })
    .where(
      and(
        eq(booking.regionId, tx.region.id),
        eq(booking.id, row.id),
        isNull(booking.confirmedAt),
        isNull(booking.cancelledAt),
      ),
    )
    .returning();
  if (!stored) throw new DomainError("conflict", "booking.already_confirmed");
  return stored;
}

/** One consent row per purpose; given again it stays the first. */
export async function giveConsents(
  tx: Tx,
  row: BookingRow,
  given: readonly ConsentPurpose[],
  by: Relation,
  textVersion: string,
): Promise<void> {
  const rows = [...new Set(given)].map((purpose) => ({
    regionId: tx.region.id,
    id: uuidv7(),
    bookingId: row.id,
    purpose,
    givenBy: by === "self" ? "patient" : by,
    textVersion,
    givenAt: tx.now,
    ...viewersOf(row),
  }));
  if (rows.length > 0) await tx.db.insert(consent).values(rows).onConflictDoNothing();
}
