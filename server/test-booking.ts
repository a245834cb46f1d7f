import { afterAll, beforeAll, beforeEach } from "vitest";
import { facilityId } from "@/db/seed/city/facilities";
import { seedQuietCity } from "@/db/seed/quiet-city";
import type { Context } from "./context";
import type { AssessInput } from "./core/booking-input";
import { DomainError } from "./core/domain-error";
import { inTransaction } from "./scope";
import { assessBooking } from "./services/booking/assess";
import { chooseSlot } from "./services/booking/choose-slot";
import { confirmBooking } from "./services/booking/confirm";
import { requestConfirmation } from "./services/booking/request-confirmation";
import { sendCode } from "./services/code";
import { releaseHold } from "./services/dispatch/release-hold";
import { recentMessages } from "./services/message";
import { listQuotes } from "./services/quote/list";
import { asGuest, asking, between, contextOf, naming, newVisitor, testNow } from "./test-asking";
import { type TestDatabase, testDatabase } from "./test-database";

/** Bookings in every stage, made through the verbs in the demonstration city; one database per test file. */
export interface TestBookings {
  db: TestDatabase;
  /** A tertiary hospital of the city. */
  hospital: string;
}

/** Prepares the file's database. Call it at the top of the file; the answer is filled before the first test. */
export function testBookings(): TestBookings {
  const made = {} as TestBookings;
  beforeAll(async () => {
    made.db = await testDatabase();
    await seedQuietCity(made.db.ownerUrl, testNow);
    made.hospital = facilityId("331000", "tz-hospital");
  }, 120_000);
  afterAll(() => made.db.close());
  // What one test left held would count against the next: unverified holds together may take a third of an hour.
  beforeEach(async () => {
    const left = await made.db.owner`select booking_id from slot_hold where status = 'live'`;
    for (const row of left)
      await inTransaction(systemOf(made.db), (tx) => releaseHold(tx, String(row.booking_id)));
  });
  return made;
}

export const systemOf = (db: TestDatabase, now = testNow) =>
  contextOf(db, { kind: "system", job: "test" }, now);

/** The same actor so many minutes later. */
export const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});

/** The same guest after giving a one-time code. */
export const managing = (ctx: Context): Context =>
  ctx.actor.kind === "guest" ? { ...ctx, actor: { ...ctx.actor, manage: true } } : ctx;

/** Code and key of the refusal; any other end of the work fails the test. */
export async function refused(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw error ?? new Error("it was not refused");
  return { code: error.code, key: error.key };
}

let phones = 0;
/** A phone of its own, so that no test spends another's codes. */
export const newPhone = () => `1990000${String(9100 + phones++)}`;

let day = 0;
/** A draft with its quotes; each asks for another day, so that the tests do not take one another's slots. */
export async function quoted({ db, hospital }: TestBookings, changes: Partial<AssessInput> = {}) {
  day = (day + 1) % 6;
  const visitor = contextOf(db, newVisitor());
  const wanted = between(80 + day * 1440, 1500 + day * 1440);
  const result = await assessBooking(visitor, asking(hospital, { wanted, ...changes }));
  const guest = asGuest(visitor, result);
  return { guest, result, ...(await listQuotes(guest, {})) };
}

/** A draft that holds a slot of a committed shift; `first`: what its booker does before the slots are asked for. */
export async function held(
  made: TestBookings,
  changes: Partial<AssessInput> = {},
  first?: (guest: Context) => Promise<void>,
) {
  const asked = await quoted(made, changes);
  await first?.(asked.guest);
  const draft = first ? { ...asked, ...(await listQuotes(asked.guest, {})) } : asked;
  const whole = draft.quotes.filter(({ wayBack }) => !changes.wayBack || wayBack);
  const quote = whole.find(({ shiftKind }) => shiftKind === "committed");
  if (!quote) throw new Error(`no slot: ${JSON.stringify(draft.refusal)}`);
  await chooseSlot(draft.guest, { quoteId: quote.id });
  return { ...draft, quote };
}

/** The newest code that was sent about a booking, as its reader gets it. */
export async function codeFor({ db }: TestBookings, bookingId: string): Promise<string> {
  const subject = `331000_${bookingId}`;
  const [row] =
    await db.owner`select id from one_time_code where subject = ${subject} order by created_at desc, id desc limit 1`;
  await sendCode(systemOf(db), String(row?.id));
  const sent = await inTransaction(systemOf(db), (tx) => recentMessages(tx, 50));
  return String(sent.find(({ template }) => template === "sign_in_code")?.data.code);
}

/** A confirmed booking with its booker's phone. */
export async function confirmed(
  made: TestBookings,
  changes: Partial<AssessInput> = {},
  first?: (guest: Context) => Promise<void>,
) {
  const draft = await held(made, changes, first);
  const phone = newPhone();
  await requestConfirmation(draft.guest, naming({ phone }));
  const code = await codeFor(made, draft.result.bookingId);
  const { token } = await confirmBooking(draft.guest, { code });
  return { ...draft, token, phone };
}

export const wrongCode = (code: string) => (code === "000000" ? "111111" : "000000");
