import chineseDays from "chinese-days";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay, minuteOfDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { tariffFor } from "@/server/core/tariff/applies";
import { bookingFacts } from "@/server/core/tariff/booking-facts";
import { ceilingOf, type PriceCeiling } from "@/server/core/tariff/ceiling";
import type { TripFacts } from "@/server/core/tariff/facts";
import { missingFacts } from "@/server/core/tariff/missing";
import { type PricedTrip, priceTrip } from "@/server/core/tariff/price";
import type { ReliefGroup, Tariff } from "@/server/core/tariff/rules";
import { type BookingRow, openPlace } from "../booking/row";
import type { PlannedSlot } from "../dispatch/plan-slots";
import type { RuleInForce } from "../rule";

/** A price by the one tariff row that applies. */
interface TariffPrice {
  tariff: RuleInForce<Tariff>;
  facts: TripFacts;
  priced: PricedTrip;
}

/** A priced slot, before it is written. `relief`: what is charged instead once the claimed relief is accepted. */
export interface Offer extends TariffPrice {
  slot: PlannedSlot;
  relief: (TariffPrice & { group: ReliefGroup }) | null;
  ceiling: PriceCeiling | null;
}

/** What the prices of one booking have in common. */
export interface Pricing {
  tariffs: RuleInForce<Tariff>[];
  settings: RegionSettings;
  /** How the region's settings are cited: `settings@3`. */
  settingsName: string;
  /** The group that the booker claims to belong to; null: nobody claimed. */
  relief: ReliefGroup | null;
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

/**
 * Price one slot by the one tariff row that applies to it, and by the relief's row where one was claimed and is published.
 * @throws DomainError unavailable `quote.no_tariff`, `quote.facts_missing`
 */
export function offerFor(
  tx: Tx,
  row: BookingRow,
  slot: PlannedSlot,
  pricing: Pricing,
  returnTrip: boolean,
): Offer {
  if (!row.needs) throw new DomainError("conflict", "quote.not_ready");
  const normal = priceBy(tx, row, slot, pricing, returnTrip, null);
  const { relief: group, settings, settingsName } = pricing;
  const reduced = group && priceBy(tx, row, slot, pricing, returnTrip, group);
  // Without a row of its own the group pays what everybody pays.
  const relief = reduced && reduced.tariff.view.id !== normal.tariff.view.id ? { ...reduced, group } : null;
  const trip = { serviceLevel: row.needs.serviceLevel, distanceMetres: row.distanceMetres };
  return { slot, ...normal, relief, ceiling: ceilingOf(settings, settingsName, trip) };
}

function priceBy(
  tx: Tx,
  row: BookingRow,
  slot: PlannedSlot,
  { tariffs, settings }: Pricing,
  returnTrip: boolean,
  relief: ReliefGroup | null,
): TariffPrice {
  const needs = row.needs;
  if (!needs) throw new DomainError("conflict", "quote.not_ready");
  const wanted = {
    regionId: tx.region.id,
    serviceLevel: needs.serviceLevel,
    vehicleClass: slot.vehicleClass,
    operatorId: slot.operatorId,
    relief,
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
    savedEmptyMetres: slot.savedEmptyMetres,
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
  return { tariff, facts, priced: priceTrip(content, facts) };
}
