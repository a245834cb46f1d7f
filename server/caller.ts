import "server-only";
import { requestContext } from "./auth";
import { callerOf } from "./routers/root";

/** The router called from a page on the server, as the person of this request. */
export async function api() {
  return callerOf(await requestContext());
}
