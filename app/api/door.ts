import { requestContext, visitorIndexes } from "@/server/auth";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { database } from "@/server/database";
import { guestOf } from "@/server/services/link";
import { regionContext } from "@/server/services/region";

/**
 * The context of a route handler that a link in a page leads to (`?token=`, since pictures and papers send no headers),
 * else that of the request.
 */
export async function doorContext(request: Request): Promise<Context> {
  const token = new URL(request.url).searchParams.get("token");
  if (!token) return requestContext();
  const [pool, now] = [database(), new Date()];
  const guest = await guestOf(pool, token, null, now);
  if (!guest) throw new DomainError("not_found", "link.not_found");
  const { bookingId, link } = guest;
  const actor = {
    kind: "guest",
    bookingId,
    link,
    manage: false,
    ...(await visitorIndexes()),
  } as const;
  return { pool, now, region: regionContext(guest.region), actor };
}
