import "server-only";
import { requestContext, visitorIndexes } from "./auth";
import { DomainError } from "./core/domain-error";
import { database } from "./database";
import { callerOf } from "./routers/root";
import { isCaseToken } from "./services/complaint/tell";
import { guestOf } from "./services/link";
import { regionContext } from "./services/region";

/** The router called from a page on the server, as the person of this request. */
export async function api() {
  return callerOf(await requestContext());
}

/** The same for the guest of a booking link that stands in the address; no code was given. @throws DomainError not_found */
export async function apiFor(token: string) {
  const [pool, now] = [database(), new Date()];
  const guest = await guestOf(pool, token, null, now);
  if (!guest) throw new DomainError("not_found", "link.not_found");
  const { bookingId, link, region } = guest;
  const actor = {
    kind: "guest",
    bookingId,
    link,
    manage: false,
    ...(await visitorIndexes()),
  } as const;
  return callerOf({ pool, now, region: regionContext(region), actor });
}

/** Whether a booking's link still opens its page. */
export async function isLinkAlive(token: string): Promise<boolean> {
  return (await guestOf(database(), token, null, new Date())) !== null;
}

/** Whether an address holds the link of a case, before anything is asked about it. */
export function isCaseLink(token: string): boolean {
  return isCaseToken(token);
}
