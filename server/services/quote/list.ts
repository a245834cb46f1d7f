import { v7 as uuidv7 } from "uuid";
import { quote } from "@/db/schema/quote";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { QuoteListResult, QuoteView, Refusal } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import type { QuotedRelief } from "@/server/core/relief";
import { shownSlots } from "@/server/core/slot-board";
import { underCeiling } from "@/server/core/tariff/ceiling";
import { isEmptyReturn } from "@/server/core/tariff/empty-return";
import type { TripPart } from "@/server/core/tariff/line";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { type BookingRow, ownDraft, viewersOf, wayBackOf } from "../booking/row";
import { decideWayBack } from "../booking/store";
import { type PlannedSlot, type PlannedSlots, planSlots } from "../dispatch/plan-slots";
import { countAgainst } from "../rate-limit";
import { liveClaim } from "../relief/claim-of";
import { findInForce, settingsInForce, tariffsInForce } from "../rule";
import { assessmentOf } from "../triage";
import { type QuoteRow, supersedeQuotes } from "./accept";
import { type Offer, offerFor, type Pricing } from "./price";
import { quoteView } from "./view";

const perAddressAnHour = 240;

/**
 * Issue a binding quote for each slot that the plan can keep (decisions.md, Price): earlier unheld ones end. Where no slot
 * is found the reasons and the next steps are answered, and dispatch has counted the declined demand. A round trip is
 * priced in one quote of two parts.
 * @throws DomainError conflict `quote.not_ready` before a ride was decided; unavailable `quote.no_tariff`
 */
export async function listQuotes(ctx: Context, input: BookingRef): Promise<QuoteListResult> {
  const { row, back, settings } = await inTransaction(ctx, (tx) => readyDraft(tx, input));
  const out = await slotsToShow(ctx, row, settings);
  const system: Context = { ...ctx, actor: { kind: "system", job: "quote-way-back" } };
  const wayBack = back ? await planSlots(system, { bookingId: back.id, count: settings.slots.shown }) : null;
  const quotes = await inTransaction(ctx, (tx) => issue(tx, { row, back, out, wayBack }));
  return {
    quotes,
    refusal: out.slots.length === 0 ? refusalOf(ctx, row, out) : null,
    wayBackRefusal: back && wayBack?.slots.length === 0 ? refusalOf(ctx, back, wayBack) : null,
  };
}

/** Twice as many are looked for where an empty return may make a later one cheaper. */
const lookedFor = 2;

/** The slots of the way out: the earliest, and among them those that are cheaper because the vehicle would return empty. */
async function slotsToShow(ctx: Context, row: BookingRow, settings: RegionSettings): Promise<PlannedSlots> {
  const { shown } = settings.slots;
  const tariffs = await inTransaction(ctx, async (tx) =>
    (await tariffsInForce(tx)).filter(({ content }) => content.emptyReturn && content.relief === null),
  );
  const planned = await planSlots(ctx, {
    bookingId: row.id,
    count: tariffs.length > 0 ? shown * lookedFor : shown,
  });
  const isCheaper = (slot: PlannedSlot) =>
    tariffs.some(({ content }) =>
      isEmptyReturn(content, { savedMetres: slot.savedEmptyMetres, distanceMetres: row.distanceMetres }),
    );
  return { ...planned, slots: shownSlots(planned.slots, shown, isCheaper) };
}

async function readyDraft(tx: Tx, input: BookingRef) {
  const row = await ownDraft(tx, input);
  if (tx.actor.kind === "guest")
    await countAgainst(tx, `quote-from/${tx.actor.addressIndex}`, perAddressAnHour, 3600);
  const outcome = (await assessmentOf(tx, row.id))?.outcome;
  if (!row.needs || (outcome !== "accessible_ride" && outcome !== "care_transfer"))
    throw new DomainError("conflict", "quote.not_ready");
  const back = await asPlatform(tx, async (p) => {
    const found = await wayBackOf(p, row.id);
    return found && decideWayBack(p, row, found);
  });
  return { row, back, settings: await settingsInForce(tx) };
}

function refusalOf(ctx: Context, row: BookingRow, planned: PlannedSlots): Refusal {
  const otherDay = addDays(localDay(row.wantedFrom, ctx.region.timeZone), 1);
  return { reasons: planned.refusal?.reasons ?? [], hotline: ctx.region.hotline, otherDay };
}

interface ToIssue {
  row: BookingRow;
  back: BookingRow | null;
  out: PlannedSlots;
  wayBack: PlannedSlots | null;
}

async function pricingOf(tx: Tx, bookingId: string): Promise<Pricing> {
  const [settings, inForce] = [await settingsInForce(tx), await findInForce(tx, "region")];
  return {
    tariffs: await tariffsInForce(tx),
    settings,
    settingsName: `settings@${inForce?.view.version ?? 0}`,
    relief: (await liveClaim(tx, bookingId))?.group ?? null,
  };
}

async function issue(tx: Tx, { row, back, out, wayBack }: ToIssue): Promise<QuoteView[]> {
  // The draft may have been answered anew or confirmed while the plan was read.
  const now = await ownDraft(tx, { bookingId: row.id });
  if (now.needs === null || now.fromSealed !== row.fromSealed || now.toSealed !== row.toSealed)
    throw new DomainError("conflict", "quote.not_ready");
  await supersedeQuotes(tx, row.id);
  if (back) await asPlatform(tx, (p) => supersedeQuotes(p, back.id));
  const pricing = await pricingOf(tx, row.id);
  const views: QuoteView[] = [];
  for (const slot of out.slots) {
    const returning = back && wayBack?.slots.find((it) => it.pickupFrom >= slot.plannedDropoffAt);
    const offered = offerFor(tx, row, slot, pricing, Boolean(returning));
    const returnRow =
      back && returning
        ? // The way back's own row: its lines of the common quote, its slot, the same facts and tariff.
          await asPlatform(tx, (p) =>
            write(p, back, { ...offered, slot: returning }, pricing, "return", null),
          )
        : null;
    const written = await write(tx, row, offered, pricing, "out", returnRow?.id ?? null);
    views.push(quoteView(written, offered, returnRow));
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

async function write(
  tx: Tx,
  row: BookingRow,
  offered: Offer,
  { settings }: Pricing,
  part: TripPart,
  returnQuoteId: string | null,
): Promise<QuoteRow> {
  const { slot, ceiling, relief } = offered;
  const priced = underCeiling(offered.priced, part, ceiling);
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
      ceilingFen: ceiling?.fen ?? null,
      ceilingRule: ceiling?.rule ?? null,
      relief: relief && quotedRelief(relief, part, ceiling),
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

function quotedRelief(
  { group, tariff, facts, priced }: NonNullable<Offer["relief"]>,
  part: TripPart,
  ceiling: Offer["ceiling"],
): QuotedRelief {
  const { lines, totalFen } = underCeiling(priced, part, ceiling);
  return { group, tariffVersionId: tariff.view.id, facts, lines, totalFen };
}
