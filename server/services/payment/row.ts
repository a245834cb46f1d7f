import { and, eq } from "drizzle-orm";
import { payment } from "@/db/schema/billing";
import type { Tx } from "@/server/context";
import { asPlatform } from "@/server/scope";
import type { PaymentRow } from "./request-refund";

/** A payment by id, read as the platform; the verb has authorised before. */
export async function findPayment(tx: Tx, id: string): Promise<PaymentRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(payment)
      .where(and(eq(payment.regionId, tx.region.id), eq(payment.id, id))),
  );
  return row;
}

/** Change a payment that still has the status that was seen; undefined: somebody was faster. */
export async function changePayment(
  tx: Tx,
  id: string,
  from: PaymentRow["status"],
  set: Partial<PaymentRow>,
): Promise<PaymentRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .update(payment)
      .set(set)
      .where(and(eq(payment.regionId, tx.region.id), eq(payment.id, id), eq(payment.status, from)))
      .returning(),
  );
  return row;
}
