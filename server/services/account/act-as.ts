import type { Context } from "@/server/context";
import type { ActAsInput } from "@/server/core/account-input";
import { DomainError } from "@/server/core/domain-error";
import type { Role } from "@/server/core/member";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { getRegion, regionContext } from "@/server/services/region";
import { actInSession, listMemberships } from "@/server/services/session";
import { signedIn } from "./person";

/**
 * `account.actAs`: from now on this session acts as one of the person's memberships, in whichever region it is.
 * Anybody else's, an ended or an unknown one: not_found `account.membership_not_found`.
 */
export async function actAs(ctx: Context, input: ActAsInput): Promise<{ role: Role }> {
  const { accountId, sessionHash: tokenHash } = signedIn(ctx);
  const memberships = await listMemberships(ctx.pool, [input.regionId], accountId);
  const chosen = memberships.find(
    ({ id, regionId }) => id === input.membershipId && regionId === input.regionId,
  );
  if (!chosen) throw new DomainError("not_found", "account.membership_not_found");
  const region = regionContext(await getRegion(ctx.pool, chosen.regionId));
  // The change is written in the region that the person now acts in: that is where it matters.
  return inTransaction({ ...ctx, region }, async (tx) => {
    const isLive = await actInSession(tx.db, { tokenHash, accountId }, chosen);
    if (!isLive) throw new DomainError("not_signed_in", "access.sign_in");
    await writeAudit(tx, {
      verb: "account.actAs",
      noun: "membership",
      nounId: chosen.id,
      after: { orgId: chosen.orgId, role: chosen.role },
    });
    return { role: chosen.role };
  });
}
