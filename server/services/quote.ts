import chineseDays from "chinese-days";
import { and, asc, desc, eq, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { slotHold } from "@/db/schema/dispatch";
import { quote } from "@/db/schema/quote";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { QuoteListResult, QuoteView, Refusal } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay, minuteOfDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { tariffFor } from "@/server/core/tariff/applies";
import { bookingFacts } from "@/server/core/tariff/booking-facts";
import type { TripFacts } from "@/server/core/tariff/facts";
import { missingFacts } from "@/server/core/tariff/missing";
import { type PricedTrip, partOf, priceTrip } from "@/server/core/tariff/price";
import type { Tariff } from "@/server/core/tariff/rules";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { type BookingRow, openPlace, ownDraft, viewersOf, wayBackOf } from "./booking/row";
import { type PlannedSlot, type PlannedSlots, planSlots } from "./dispatch/plan-slots";
import { countAgainst } from "./rate-limit";
import { type RuleInForce, ruleById, settingsInForce, tariffsInForce } from "./rule";
import { assessmentOf } from "./triage";

export type QuoteRow = typeof quote.$inferSelect;

const perAddressAnHour = 240;

/** A priced slot, before it is written. */
interface Offer {
  slot: PlannedSlot;
  tariff: RuleInForce<Tariff>;
  facts: TripFacts;
  priced: PricedTrip;
}

/**
 * Issue a binding quote for each slot that the plan can keep (decisions.md, Price): earlier unheld ones end. Where no slot
 * is found the reasons and the next steps are answered, and dispatch has counted the declined demand. A round trip is
 * priced in one quote of two parts.
 * @throws DomainError conflict `quote.not_ready` before a ride was decided; unavailable `quote.no_tariff`
 */
export async function listQuotes(ctx: Context, input: BookingRef): Promise<QuoteListResult> {
  const { row, back, settings } = await inTransaction(ctx, (tx) => readyDraft(tx, input));
  const out = await planSlots(ctx, { bookingId: row.id, count: settings.slots.shown });
  const system: Context = { ...ctx, actor: { kind: "system", job: "quote-way-back" } };
  const wayBack = back ? await planSlots(system, { bookingId: back.id, count: settings.slots.shown }) : null;
  const quotes = await inTransaction(ctx, (tx) => issue(tx, { row, back, settings, out, wayBack }));
  return {
    quotes,
    refusal: out.slots.length === 0 ? refusalOf(ctx, row, out) : null,
    wayBackRefusal: back && wayBack?.slots.length === 0 ? refusalOf(ctx, back, wayBack) : null,
  };
}

async function readyDraft(tx: Tx, input: BookingRef) {
  const row = await ownDraft(tx, input);
  if (tx.actor.kind === "guest")
    await countAgainst(tx, `quote-from/${tx.actor.addressIndex}`, perAddressAnHour, 3600);
  const outcome = (await assessmentOf(tx, row.id))?.outcome;
  if (!row.needs || (outcome !== "accessible_ride" && outcome !== "care_transfer"))
    throw new DomainError("conflict", "quote.not_ready");
  const back = await asPlatform(tx, (p) => wayBackOf(p, row.id));
  return { row, back, settings: await settingsInForce(tx) };
}

function refusalOf(ctx: Context, row: BookingRow, planned: PlannedSlots): Refusal {
  const otherDay = addDays(localDay(row.wantedFrom, ctx.region.timeZone), 1);
  return { reasons: planned.refusal?.reasons ?? [], hotline: ctx.region.hotline, otherDay };
}

interface ToIssue {
  row: BookingRow;
  back: BookingRow | null;
  settings: RegionSettings;
  out: PlannedSlots;
  wayBack: PlannedSlots | null;
}

async function issue(tx: Tx, { row, back, settings, out, wayBack }: ToIssue): Promise<QuoteView[]> {
  // The draft may have been answered anew or confirmed while the plan was read.
  const now = await ownDraft(tx, { bookingId: row.id });
  if (now.needs === null || now.fromSealed !== row.fromSealed || now.toSealed !== row.toSealed)
    throw new DomainError("conflict", "quote.not_ready");
  await supersedeQuotes(tx, row.id);
  if (back) await asPlatform(tx, (p) => supersedeQuotes(p, back.id));
  const tariffs = await tariffsInForce(tx);
  const views: QuoteView[] = [];
  for (const slot of out.slots) {
    const returning = back && wayBack?.slots.find((it) => it.pickupFrom >= slot.plannedDropoffAt);
    const offered = offerFor(tx, row, slot, tariffs, settings, Boolean(returning));
    const returnRow = back && returning ? await writeReturn(tx, back, returning, offered, settings) : null;
    const written = await write(
      tx,
      row,
      { ...offered, priced: partOf(offered.priced, "out") },
      settings,
      returnRow?.id ?? null,
    );
    views.push(viewOf(written, offered.tariff, returnRow));
  }
  await writeAudit(tx, {
    verb: "quote.list",
    noun: "booking",
    nounId: row.id,
    bookingId: row.id,
    after: { quotes: views.map(({ id, totalFen }) => ({ id, totalFen })) },
  });
  return views;
}

function isPublicHoliday(day: string): boolean {
  const { work, name } = chineseDays.getDayDetail(day);
  // "National Day,国庆节,3": a day off by the State Council's notice; a plain Sunday has no comma.
  return !work && name.includes(",");
}

function clockOf(instant: Date, timeZone: string): string {
  const minute = minuteOfDay(instant, timeZone);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Price one slot by the one tariff row that applies to it. */
function offerFor(
  tx: Tx,
  row: BookingRow,
  slot: PlannedSlot,
  tariffs: RuleInForce<Tariff>[],
  settings: RegionSettings,
  returnTrip: boolean,
): Offer {
  const needs = row.needs;
  if (!needs) throw new DomainError("conflict", "quote.not_ready");
  const wanted = {
    regionId: tx.region.id,
    serviceLevel: needs.serviceLevel,
    vehicleClass: slot.vehicleClass,
    operatorId: slot.operatorId,
    relief: null,
    onDate: localDay(tx.now, tx.region.timeZone),
  };
  const content = tariffFor(
    tariffs.map((it) => it.content),
    wanted,
  );
  const tariff = tariffs.find((it) => it.content === content);
  if (!content || !tariff)
    throw new DomainError("unavailable", "quote.no_tariff", { hotline: tx.region.hotline });
  const { mobility, extras, distanceMetres, rideSeconds } = row;
  const day = localDay(slot.plannedPickupAt, tx.region.timeZone);
  const facts = bookingFacts(content, {
    mobility,
    extras,
    needs,
    from: openPlace(tx, "from", row),
    to: openPlace(tx, "to", row),
    distanceMetres,
    rideSeconds,
    vehicleMetres: slot.vehicleToDestinationMetres,
    returnTrip,
    pickup: { clock: clockOf(slot.plannedPickupAt, tx.region.timeZone), holiday: isPublicHoliday(day) },
    tolls: settings.tolls,
  });
  const missing = missingFacts(content, facts);
  if (missing.length > 0)
    throw new DomainError("unavailable", "quote.facts_missing", {
      facts: missing.join(", "),
      hotline: tx.region.hotline,
    });
  return { slot, tariff, facts, priced: priceTrip(content, facts) };
}

async function write(
  tx: Tx,
  row: BookingRow,
  offered: Offer,
  settings: RegionSettings,
  returnQuoteId: string | null,
): Promise<QuoteRow> {
  const { slot, priced } = offered;
  const {
    shiftId,
    vehicleId,
    vehicleClass,
    operatorId,
    shiftKind,
    pickupFrom,
    pickupUntil,
    plannedPickupAt,
    plannedDropoffAt,
    confirmedBy,
  } = slot;
  const [written] = await tx.db
    .insert(quote)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      bookingId: row.id,
      tariffVersionId: offered.tariff.view.id,
      facts: offered.facts,
      lines: priced.lines,
      totalFen: priced.totalFen,
      drivers: Math.max(priced.drivers, row.needs?.drivers ?? 1),
      shiftId,
      vehicleId,
      vehicleClass,
      operatorId,
      shiftKind,
      pickupFrom,
      pickupUntil,
      plannedPickupAt,
      plannedDropoffAt,
      confirmedBy,
      returnQuoteId,
      expiresAt: new Date(tx.now.getTime() + settings.quotes.lifeMinutes * 60_000),
      createdAt: tx.now,
      ...viewersOf(row),
    })
    .returning();
  if (!written) throw new DomainError("unavailable", "unexpected");
  return written;
}

/** The way back's own row: its lines of the common quote, its slot, the same facts and tariff. */
function writeReturn(
  tx: Tx,
  back: BookingRow,
  slot: PlannedSlot,
  out: Offer,
  settings: RegionSettings,
): Promise<QuoteRow> {
  return asPlatform(tx, (p) =>
    write(p, back, { ...out, slot, priced: partOf(out.priced, "return") }, settings, null),
  );
}

/** End the issued quotes of a booking, save the one whose slot is held. */
export async function supersedeQuotes(tx: Tx, bookingId: string): Promise<void> {
  const [held] = await tx.db
    .select({ quoteId: slotHold.quoteId })
    .from(slotHold)
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        eq(slotHold.bookingId, bookingId),
        eq(slotHold.status, "live"),
      ),
    );
  await tx.db
    .update(quote)
    .set({ status: "superseded" })
    .where(
      and(
        eq(quote.regionId, tx.region.id),
        eq(quote.bookingId, bookingId),
        eq(quote.status, "issued"),
        held ? ne(quote.id, held.quoteId) : undefined,
      ),
    );
}

function viewOf(row: QuoteRow, tariff: RuleInForce<Tariff>, back: QuoteRow | null): QuoteView {
  const {
    id,
    pickupFrom,
    pickupUntil,
    plannedDropoffAt,
    vehicleClass,
    shiftKind,
    confirmedBy,
    drivers,
    lines,
    totalFen,
    expiresAt,
  } = row;
  const wayBack = back && {
    pickupFrom: back.pickupFrom,
    pickupUntil: back.pickupUntil,
    plannedDropoffAt: back.plannedDropoffAt,
    lines: back.lines,
    totalFen: back.totalFen,
    vehicleClass: back.vehicleClass,
  };
  const kind = shiftKind === "committed" ? "committed" : "on_offer";
  return {
    id,
    pickupFrom,
    pickupUntil,
    plannedDropoffAt,
    vehicleClass,
    shiftKind: kind,
    confirmedBy,
    drivers,
    lines,
    totalFen,
    expiresAt,
    tariff: tariff.view,
    wayBack,
  };
}

/** A quote of a booking, or not found. */
export async function quoteOf(tx: Tx, bookingId: string, quoteId: string): Promise<QuoteRow> {
  const [row] = await tx.db
    .select()
    .from(quote)
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, bookingId), eq(quote.id, quoteId)));
  if (!row) throw new DomainError("not_found", "quote.not_found");
  return row;
}

/** The quote that the booker accepted, with the tariff version it pinned; null before. */
export async function acceptedQuote(
  tx: Tx,
  bookingId: string,
): Promise<{ row: QuoteRow; tariff: RuleInForce<Tariff> } | null> {
  const [row] = await tx.db
    .select()
    .from(quote)
    .where(
      and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, bookingId), eq(quote.status, "accepted")),
    )
    .orderBy(desc(quote.acceptedAt), asc(quote.id))
    .limit(1);
  return row ? { row, tariff: await ruleById(tx, "tariff", row.tariffVersionId) } : null;
}

/**
 * Accept an unexpired quote, once: of two at the same time one finds the row.
 * @throws DomainError expired `quote.expired`, conflict `quote.not_open`
 */
export async function acceptQuote(tx: Tx, quoteId: string): Promise<QuoteRow> {
  const [known] = await tx.db
    .select()
    .from(quote)
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.id, quoteId)));
  if (!known) throw new DomainError("not_found", "quote.not_found");
  if (known.status === "issued" && known.expiresAt <= tx.now)
    throw new DomainError("expired", "quote.expired");
  const [accepted] = await tx.db
    .update(quote)
    .set({ status: "accepted", acceptedAt: tx.now })
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.id, quoteId), eq(quote.status, "issued")))
    .returning();
  if (!accepted) throw new DomainError("conflict", "quote.not_open");
  return accepted;
}
