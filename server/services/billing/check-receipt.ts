import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { bill } from "@/db/schema/billing";
import type { Context } from "@/server/context";
import type { billingCheckReceipt } from "@/server/core/billing-input";
import { sumFen } from "@/server/core/money";
import { readReceiptToken } from "@/server/core/receipt-token";
import { publicKeys } from "@/server/gateways/key-ring";
import { asPlatform, inTransaction } from "@/server/scope";
import { getRegion, regionContext } from "@/server/services/region";
import { accountOf } from "./balance";

/**
 * What the code on a receipt says, for anybody who holds the paper: whether it was printed by the platform, and how the bill
 * stands now, which a copy cannot say. Names nobody. `mark` null: no code of ours.
 */
export async function checkReceipt(ctx: Context, { token }: z.infer<typeof billingCheckReceipt>) {
  const mark = readReceiptToken(token, publicKeys());
  if (!mark) return { mark: null, now: null };
  const [regionId = "", ...number] = mark.number.split("-");
  const region = regionContext(await getRegion(ctx.pool, regionId));
  const now = await inTransaction({ ...ctx, region }, (tx) =>
    asPlatform(tx, async (p) => {
      const [found] = await p.db
        .select({ bookingId: bill.bookingId, status: bill.status, totalFen: bill.totalFen })
        .from(bill)
        .where(and(eq(bill.regionId, region.id), eq(bill.number, number.join("-"))));
      const account = found && (await accountOf(p, found.bookingId));
      if (!found || !account) return null;
      const refundedFen = sumFen(
        account.refunds.filter(({ status }) => status === "succeeded").map(({ amountFen }) => amountFen),
      );
      return { status: found.status, totalFen: found.totalFen, paidFen: account.paidFen, refundedFen };
    }),
  );
  return { mark, now, timeZone: region.timeZone };
}
