import { and, eq } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { shift, vehicle } from "@/db/schema/fleet";
import type { offer } from "@/db/schema/offer";
import { membership } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import { open } from "@/server/gateways/vault";
import { accountAad } from "@/server/services/account/person";
import { sendMessage } from "@/server/services/message";
import { publicUrl } from "@/server/services/public-url";

type OfferRow = typeof offer.$inferSelect;

/** Dispatchers of an operator who can be written to. */
async function dispatchersOf(
  tx: Tx,
  orgId: string,
): Promise<{ id: string; email: string; locale: string }[]> {
  const rows = await tx.db
    .select({ id: account.id, emailSealed: account.emailSealed, locale: account.locale })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(membership.regionId, tx.region.id),
        eq(membership.orgId, orgId),
        eq(membership.role, "dispatcher"),
        eq(membership.status, "active"),
      ),
    );
  return rows.flatMap(({ id, emailSealed, locale }) =>
    emailSealed ? [{ id, locale, email: open(emailSealed, accountAad.email) }] : [],
  );
}

/**
 * Tell an operator of an offer (`offer_made`) or that it runs out (`offer_expiring`), on its page and to each dispatcher
 * by e-mail; nothing that the offer itself hides.
 */
export async function tellOperator(
  tx: Tx,
  row: OfferRow,
  template: "offer_made" | "offer_expiring" = "offer_made",
): Promise<void> {
  const { snapshot } = row;
  const [car] = await tx.db
    .select({ class: vehicle.class })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, row.shiftId)));
  const data = {
    offerNumber: `${snapshot.bookingNumber}-${row.round}`,
    from: snapshot.fromLabel,
    to: snapshot.toLabel,
    pickup: { start: new Date(snapshot.pickupFrom), end: new Date(snapshot.pickupUntil) },
    vehicleClass: car?.class ?? snapshot.needs.allowedClasses[0],
    plate: snapshot.plate,
    totalFen: snapshot.totalFen,
    emptyMetres: Math.max(0, snapshot.emptyMetres),
    expiresAt: row.expiresAt,
  };
  const about = { template, bookingId: row.bookingId };
  const key = template === "offer_made" ? `offer:${row.id}` : `offer_expiring:${row.id}`;
  const url = (locale: string) => publicUrl(`/${locale}/operator/offers?offer=${row.id}`);
  await sendMessage(tx, {
    ...about,
    channel: "in_app",
    to: row.orgId,
    locale: "zh-CN",
    data: { ...data, url: url("zh-CN") },
    dedupeKey: key,
  });
  for (const person of await dispatchersOf(tx, row.orgId)) {
    await sendMessage(tx, {
      ...about,
      channel: "email",
      to: person.email,
      locale: person.locale,
      data: { ...data, url: url(person.locale) },
      accountId: person.id,
      dedupeKey: `${key}:${person.id}:email`,
    });
  }
}
