import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { callerAddress, unknownAddress } from "./caller-address";

const callerHeader = "x-caller-address";

/** One per process; the pages are bundled apart from what stands before them, so that they share no module. */
const shared = globalThis as { anzhuanFront?: { warned: boolean } };

/** A private address that speaks for others is most likely a proxy that nobody named; the log says so, once. */
function warnOfProxy(peer: string): void {
  const isNear = /^(::1|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/.test(peer);
  if (!shared.anzhuanFront || shared.anzhuanFront.warned || !isNear) return;
  shared.anzhuanFront.warned = true;
  console.warn(
    `X-Forwarded-For from ${peer} is not believed. If it is your proxy, name it in TRUSTED_PROXIES: until then all callers behind it are counted as one.`,
  );
}

/**
 * The address with escapes that decode: Next answers others with a bare failure before any page is asked. What cannot be
 * read is escaped once more, so that the page meets it as it was written.
 */
export function readableAddress(url: string): string {
  const [path = "", ...query] = url.split("?");
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll("%", "%25"), ...query].join("?");
  }
}

function noteCaller({ headers, socket }: IncomingMessage, proxies: BlockList): void {
  // First of all, so that whatever fails below leaves nothing that a caller wrote.
  headers[callerHeader] = unknownAddress;
  const forwardedFor = [headers["x-forwarded-for"] ?? []].flat().join(",");
  const caller = callerAddress(socket.remoteAddress, forwardedFor, proxies);
  headers[callerHeader] = caller;
  if (forwardedFor && caller === callerAddress(socket.remoteAddress, undefined, proxies)) warnOfProxy(caller);
}

/**
 * Stand before the web server: every request of this process gets the caller's address from its socket, in a header that
 * overwrites whatever the caller put there. Next hands handlers no socket, and keeps a caller's own `X-Forwarded-For`.
 */
export function noteCallers(proxies: BlockList): void {
  if (shared.anzhuanFront) return;
  shared.anzhuanFront = { warned: false };
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    noteCaller(request, proxies);
    request.url = readableAddress(request.url ?? "/");
  });
}

/** The address of a request's caller; unknown where nothing stands before the server that could vouch for it. */
export function notedCaller(headers: Pick<Headers, "get">): string {
  return (shared.anzhuanFront && headers.get(callerHeader)) || unknownAddress;
}
