import { and, eq } from "drizzle-orm";
import { insuranceVisit } from "@/db/schema/insurance";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { accountOf } from "../billing/balance";
import { exchange } from "./exchange";
import { findVisit, openVisit } from "./row";
import { termsById } from "./terms";

/** Deregister (2202) a visit that was taken off its booking; whatever the fund answers, it holds no settlement of it. Safe to repeat. */
export async function endVisit(ctx: Context, visitId: string): Promise<void> {
  const found = await inTransaction(ctx, async (tx) => {
    const visit = await findVisit(tx, visitId);
    const terms = visit && (await termsById(tx, visit.contractId));
    const account = visit && (await accountOf(tx, visit.bookingId));
    return visit && terms && account ? { visit, terms, account } : null;
  });
  if (found?.visit.status !== "withdrawn" || !found.visit.mdtrtId) return;
  const { visit, terms, account } = found;
  const data = {
    psn_no: openVisit(ctx, "person_no", visit.personNoSealed),
    mdtrt_id: visit.mdtrtId ?? "",
    ipt_otp_no: `${account.booking.number}-${visit.id.slice(-6)}-${visit.registration}`,
  };
  const about = { visitId, insuredArea: visit.insuredArea };
  await exchange(
    ctx,
    terms,
    { infno: "2202", input: { data }, ...about },
    {
      after: async (tx, reply) => {
        if (reply.kind === "unknown") return;
        await tx.db
          .update(insuranceVisit)
          .set({ mdtrtId: null })
          .where(and(eq(insuranceVisit.regionId, tx.region.id), eq(insuranceVisit.id, visitId)));
      },
    },
  );
}
