import type { Tx } from "@/server/context";
import type { QuotedPrice, QuoteView } from "@/server/core/booking-view";
import type { ReliefStatus } from "@/server/core/relief";
import { basisOf } from "@/server/core/tariff/basis";
import { tripFacts } from "@/server/core/tariff/facts";
import type { Tariff } from "@/server/core/tariff/rules";
import { claimOf } from "../relief/claim-of";
import { type RuleInForce, ruleById } from "../rule";
import type { QuoteRow } from "./accept";
import type { Offer } from "./price";

type ReliefTariff = RuleInForce<Tariff> | null;

/** A quote's price with what it rests on; the second price where a relief was claimed, and how the claim stands. */
function priceView(
  row: QuoteRow,
  tariff: RuleInForce<Tariff>,
  reliefTariff: ReliefTariff,
  claim: { status: ReliefStatus; reason: string | null } | null,
): QuotedPrice {
  const { lines, totalFen, ceilingFen, relief } = row;
  return {
    lines,
    totalFen,
    tariff: tariff.view,
    basis: basisOf(tariff.content, tripFacts.parse(row.facts)),
    ceilingFen,
    relief:
      relief && reliefTariff
        ? {
            group: relief.group,
            status: claim?.status ?? null,
            reason: claim?.reason ?? null,
            lines: relief.lines,
            totalFen: relief.totalFen,
            tariff: reliefTariff.view,
          }
        : null,
  };
}

/** An accepted quote's price as its pages show it. */
export async function quotedPrice(
  tx: Tx,
  { row, tariff }: { row: QuoteRow; tariff: RuleInForce<Tariff> },
): Promise<QuotedPrice> {
  const { relief } = row;
  if (!relief) return priceView(row, tariff, null, null);
  const reliefTariff = await ruleById(tx, "tariff", relief.tariffVersionId);
  return priceView(row, tariff, reliefTariff, await claimOf(tx, row.bookingId));
}

/** A slot just priced, as it is offered; `back`: the way back priced together with it. */
export function quoteView(row: QuoteRow, offered: Offer, back: QuoteRow | null): QuoteView {
  const { id, pickupFrom, pickupUntil, plannedDropoffAt, vehicleClass, shiftKind, confirmedBy } = row;
  return {
    ...priceView(
      row,
      offered.tariff,
      offered.relief?.tariff ?? null,
      offered.relief ? { status: "open", reason: null } : null,
    ),
    id,
    pickupFrom,
    pickupUntil,
    plannedDropoffAt,
    vehicleClass,
    shiftKind: shiftKind === "committed" ? "committed" : "on_offer",
    confirmedBy,
    drivers: row.drivers,
    expiresAt: row.expiresAt,
    wayBack: back && {
      pickupFrom: back.pickupFrom,
      pickupUntil: back.pickupUntil,
      plannedDropoffAt: back.plannedDropoffAt,
      lines: back.lines,
      totalFen: back.totalFen,
      reliefFen: back.relief?.totalFen ?? null,
      reliefLines: back.relief?.lines ?? [],
      vehicleClass: back.vehicleClass,
    },
  };
}
