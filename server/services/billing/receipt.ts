import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { bill } from "@/db/schema/billing";
import { vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import { region } from "@/db/schema/region";
import type { Context, Tx } from "@/server/context";
import type { billingReceipt } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { districtName } from "@/server/services/booking/view";
import { ruleById, settingsInForce } from "@/server/services/rule";
import { maskedPeople, openPlaces } from "@/server/services/trip/personal";
import type { Account } from "./balance";
import { visibleAccount } from "./view";

async function about(tx: Tx, account: Account, orgId: string) {
  return asPlatform(tx, async (p) => {
    const [own] = await p.db.select().from(region).where(eq(region.id, tx.region.id));
    const [operator] = await p.db
      .select()
      .from(organization)
      .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, orgId)));
    const [car] = account.trip
      ? await p.db
          .select({ class: vehicle.class })
          .from(vehicle)
          .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, account.trip.vehicleId)))
      : [];
    if (!own || !operator) throw new Error("A bill without region or operator");
    return { own, operator, vehicleClass: car?.class ?? null };
  });
}

/**
 * All that a receipt prints, with codes where it prints texts. A home is named by its district only: the paper is shown
 * around.
 * @throws DomainError not_found `bill.not_found`
 */
export async function receiptOf(ctx: Context, input: z.infer<typeof billingReceipt>) {
  return inTransaction(ctx, async (tx) => {
    const [found] = await asPlatform(tx, (p) =>
      p.db
        .select({ bookingId: bill.bookingId })
        .from(bill)
        .where(and(eq(bill.regionId, tx.region.id), eq(bill.id, input.billId))),
    );
    if (!found) throw new DomainError("not_found", "bill.not_found");
    const account = await visibleAccount(tx, found.bookingId);
    const { bill: billed, booking: booked, trip: ride, quote: accepted } = account;
    if (!billed || billed.id !== input.billId || !accepted)
      throw new DomainError("not_found", "bill.not_found");
    const places = openPlaces(tx, booked);
    const settings = await settingsInForce(tx);
    const label = (end: (typeof places)["from"], district: string) =>
      end.facilityId ? end.label : districtName(settings, district, "zh-CN");
    await writeAudit(tx, {
      verb: "billing.receipt",
      noun: "bill",
      nounId: billed.id,
      bookingId: booked.id,
      after: { read: "receipt" },
    });
    const { own, operator, vehicleClass } = await about(tx, account, billed.orgId);
    return {
      bill: billed,
      number: `${tx.region.id}-${billed.number}`,
      region: own,
      operator,
      vehicleClass,
      bookingNumber: booked.number,
      from: label(places.from, booked.fromDistrict),
      to: label(places.to, booked.toDistrict),
      patient: maskedPeople(tx, booked).patientName ?? "",
      plate: ride?.plate ?? "",
      pickedUpAt: ride?.boardedAt ?? null,
      deliveredAt: ride?.arrivedDropoffAt ?? null,
      distanceMetres: ride?.drivenMetres ?? booked.distanceMetres,
      tariff: (await ruleById(tx, "tariff", accepted.tariffVersionId)).view,
      payments: account.payments.filter((each) => each.status === "succeeded"),
      refunds: account.refunds.filter((each) => each.status === "succeeded"),
      dueFen: account.dueFen,
    };
  });
}
export type ReceiptData = Awaited<ReturnType<typeof receiptOf>>;
