import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import { extraCharge } from "@/db/schema/billing";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import { actorName, type Context, type Tx } from "@/server/context";
import type {
  billingAnswerExtra,
  billingAskExtra,
  billingPriceExtra,
  ExtraFacts,
} from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { type PricedExtra, priceExtra } from "@/server/core/extra";
import { sumFen } from "@/server/core/money";
import { tripFacts } from "@/server/core/tariff/facts";
import { isLive } from "@/server/core/trip";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { ruleById } from "@/server/services/rule";
import { checkExtraSignature } from "@/server/services/trip/file";
import { crewTrip, onOwnShift, type TripRow, viewersOf } from "@/server/services/trip/load";
import { accountOf } from "./balance";
import { partOf } from "./bill-trip";

type ExtraRow = typeof extraCharge.$inferSelect;

async function price(tx: Tx, row: TripRow, extra: ExtraFacts): Promise<PricedExtra> {
  if (!isLive(row.status)) throw new DomainError("conflict", "extra.trip_over");
  const account = await accountOf(tx, row.bookingId);
  if (!account?.quote || account.bill) throw new DomainError("conflict", "extra.trip_over");
  const { content: tariff } = await ruleById(tx, "tariff", account.quote.tariffVersionId);
  const asked = await tx.db
    .select({ facts: extraCharge.facts, fen: extraCharge.fen })
    .from(extraCharge)
    .where(
      and(
        eq(extraCharge.regionId, tx.region.id),
        eq(extraCharge.bookingId, row.bookingId),
        ne(extraCharge.status, "refused"),
      ),
    );
  const part = partOf(account) === "return" ? "return" : "out";
  const { ceilingFen, totalFen } = account.quote;
  const roomFen = ceilingFen === null ? null : ceilingFen - totalFen - sumFen(asked.map((each) => each.fen));
  return priceExtra(
    tariff,
    tripFacts.parse(account.quote.facts),
    asked.map((each) => each.facts),
    extra,
    part,
    roomFen,
  );
}

/** What an extra would cost, to be said before asking. @throws DomainError as `askExtra` */
export async function priceOfExtra(
  ctx: Context,
  input: z.infer<typeof billingPriceExtra>,
): Promise<PricedExtra> {
  return inTransaction(ctx, async (tx) => price(tx, await crewTrip(tx, input.tripId), input.extra));
}

export interface ExtraView {
  extraId: string;
  code: string;
  fen: number;
  status: ExtraRow["status"];
}

const viewOf = ({ id, code, fen, status }: ExtraRow): ExtraView => ({ extraId: id, code, fen, status });

async function findExtra(tx: Tx, extraId: string): Promise<ExtraRow | undefined> {
  const [row] = await tx.db
    .select()
    .from(extraCharge)
    .where(and(eq(extraCharge.regionId, tx.region.id), eq(extraCharge.id, extraId)));
  return row;
}

/**
 * Put the price of something asked for on the way before the payer. The same ask again changes nothing.
 * @throws DomainError not_found `trip.not_found`; conflict `extra.trip_over`, `extra.costs_nothing`, `extra.ceiling_reached`,
 * `extra.id_used`
 */
export async function askExtra(ctx: Context, input: z.infer<typeof billingAskExtra>): Promise<ExtraView> {
  const work = async (tx: Tx): Promise<ExtraView> => {
    const row = await crewTrip(tx, input.tripId);
    const known = await findExtra(tx, input.extraId);
    if (known && known.bookingId !== row.bookingId) throw new DomainError("conflict", "extra.id_used");
    if (known) return viewOf(known);
    const priced = await price(tx, row, input.extra);
    const { code, fen } = priced;
    const values = { ...viewersOf(row), id: input.extraId, code, facts: input.extra, fen, askedAt: tx.now };
    const [made] = await tx.db.insert(extraCharge).values(values).returning();
    if (!made) throw new Error("An extra was not written");
    await writeAudit(tx, {
      verb: "billing.askExtra",
      noun: "extra_charge",
      nounId: made.id,
      bookingId: row.bookingId,
      after: { code, fen, rule: priced.rule },
    });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return viewOf(made);
  };
  return inTransaction(ctx, work).catch(async (error: unknown) => {
    if (!lostRace(error)) throw error;
    const twin = await inTransaction(ctx, (tx) => findExtra(tx, input.extraId));
    if (twin) return viewOf(twin);
    throw new DomainError("conflict", "extra.id_used");
  });
}

/**
 * The payer answers: through the link after a one-time code, or by signing for this extra on the crew's phone. Gives the
 * signature that counts.
 */
async function mayAnswer(tx: Tx, row: ExtraRow, signatureId: string | undefined): Promise<string | null> {
  if (tx.actor.kind === "guest") {
    if (!tx.actor.manage) throw new DomainError("forbidden", "link.code_needed");
    return null;
  }
  const [own] = await tx.db
    .select({ id: trip.id })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, row.bookingId), onOwnShift(tx)));
  if (!own) throw new DomainError("not_found", "extra.not_found");
  if (!signatureId) throw new DomainError("bad_input", "extra.signature_needed");
  await checkExtraSignature(tx, row, signatureId);
  return signatureId;
}

/**
 * Confirm or refuse an extra, once. Only what was confirmed is billed.
 * @throws DomainError not_found `extra.not_found`; conflict `extra.answered`; forbidden `link.code_needed`; bad_input
 * `extra.signature_needed`, `extra.signature_of_other`
 */
export async function answerExtra(
  ctx: Context,
  input: z.infer<typeof billingAnswerExtra>,
): Promise<ExtraView> {
  return inTransaction(ctx, async (tx) => {
    const before = await findExtra(tx, input.extraId);
    if (!before) throw new DomainError("not_found", "extra.not_found");
    const signatureId = await mayAnswer(tx, before, input.signatureId);
    const set = {
      status: input.answer,
      answeredAt: tx.now,
      answeredBy: actorName(tx.actor),
      signatureId,
    };
    const [row] = await tx.db
      .update(extraCharge)
      .set(set)
      .where(
        and(
          eq(extraCharge.regionId, tx.region.id),
          eq(extraCharge.id, input.extraId),
          eq(extraCharge.status, "asked"),
        ),
      )
      .returning();
    if (!row) {
      if (before.status === input.answer) return viewOf(before);
      throw new DomainError("conflict", "extra.answered", { status: before.status });
    }
    await writeAudit(tx, {
      verb: "billing.answerExtra",
      noun: "extra_charge",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "asked" },
      after: { status: row.status, fen: row.fen, signatureId: row.signatureId },
    });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return viewOf(row);
  });
}
