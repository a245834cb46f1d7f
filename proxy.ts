import { NextRequest, NextResponse } from "next/server";
import createMiddleware from "next-intl/middleware";
import { routing } from "./messages/routing";

// This file is for comfort (language, headers). It never authorises: every page, procedure and handler checks for itself.

const chooseLanguage = createMiddleware(routing);

const isDevelopment = process.env.NODE_ENV === "development";
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const outsideLanguages = /^\/(api|metrics)(\/|$)/;
const publicFile = /\.[a-z0-9]{2,11}$/;
const trackingPage = /^(\/[a-zA-Z-]+)?\/track(\/|$)/;

const verifyPage = /^(\/[a-zA-Z-]+)?\/verify(\/|$)/;
const browserCookie = "anzhuan.browser";

/** Kept for the visits to come: the region chosen last, and that it is the same browser. */
const keptCookie = { path: "/", maxAge: 31_536_000, sameSite: "lax", httpOnly: true } as const;

/** Headers an outsider may not set: older releases took them for the framework's own word. */
const forged = /^x-(middleware|nextjs)-/i;

/** While developing, the browser names its request so that the server can send what its tools show; it waits for that. */
const developing = /^x-nextjs-(html-)?request-id$/i;

const isForged = (name: string) => forged.test(name) && !(isDevelopment && developing.test(name));

interface Visit {
  /** The reader sits at the machine that serves: demonstration, development, tests. */
  isLocal: boolean;
  /** The reader came over HTTPS, to this server or to the one in front of it. */
  isSecure: boolean;
}

function visitOf(request: NextRequest): Visit {
  const isLocal = loopback.test(request.headers.get("host") ?? "");
  const protocol = request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol;
  return { isLocal, isSecure: !isLocal && protocol.startsWith("https") };
}

/** The region that the address of a page asks for (`?region=331000`); whether it is served, the page finds out. */
function chosenRegion(request: NextRequest): string | null {
  if (outsideLanguages.test(request.nextUrl.pathname)) return null;
  const wanted = request.nextUrl.searchParams.get("region") ?? "";
  return /^\d{6}$/.test(wanted) ? wanted : null;
}

/**
 * The name of a browser that comes to a vehicle's page without one. Most phones come there first of all, many of one make
 * behind one address: told apart only from their second request on, two would share the look of one.
 */
function newBrowser(request: NextRequest): string | null {
  const { pathname } = request.nextUrl;
  if (outsideLanguages.test(pathname) || !verifyPage.test(pathname)) return null;
  if (request.cookies.has(browserCookie)) return null;
  return crypto.randomUUID().replaceAll("-", "");
}

/** The request as the rest of the house sees it: without forged headers, with this visit's policy, nonce and browser. */
function cleanRequest(
  request: NextRequest,
  policy: string,
  nonce: string,
  browser: string | null,
): NextRequest {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (isForged(name)) headers.delete(name);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Layouts are not told their address; sign-in needs it to lead back.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const region = chosenRegion(request);
  if (region) headers.set("x-region", region);
  if (browser) {
    const brought = headers.get("cookie");
    headers.set("cookie", `${brought ? `${brought}; ` : ""}${browserCookie}=${browser}`);
  }
  return new NextRequest(request, { headers });
}

/**
 * The content security policy. Styles may stand inline because dialogs lock scrolling with a style element and progress
 * bars and timelines carry computed widths; scripts never may. Forms may lead on to the checkout page, which on a
 * machine of one's own is the local stand-in.
 */
function contentPolicy(nonce: string, { isLocal, isSecure }: Visit): string {
  const checkout = isLocal ? "https://checkout.stripe.com http://localhost:*" : "https://checkout.stripe.com";
  const rules = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    `form-action 'self' ${checkout}`,
  ];
  return [...rules, ...(isSecure ? ["upgrade-insecure-requests"] : [])].join("; ");
}

/**
 * Headers of every answer. Pages and doors may tell of patients: nobody keeps them. An address that may carry a link's
 * secret (tracking pages; doors by `?token=`) is told to nobody as where the reader came from, and stays unlisted.
 */
function protect(response: NextResponse, request: NextRequest, policy: string, visit: Visit): NextResponse {
  const { pathname } = request.nextUrl;
  const isTracking = trackingPage.test(pathname);
  const isDoor = outsideLanguages.test(pathname);
  const { headers } = response;
  headers.set("Content-Security-Policy", policy);
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Permissions-Policy", "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()");
  headers.set("Referrer-Policy", isTracking || isDoor ? "no-referrer" : "strict-origin-when-cross-origin");
  if (isTracking) headers.set("X-Robots-Tag", "noindex, nofollow, noarchive");
  if (isDoor) headers.set("Cross-Origin-Resource-Policy", "same-origin");
  if (isDoor || !publicFile.test(pathname)) headers.set("Cache-Control", "private, no-store");
  if (visit.isSecure) headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  return response;
}

/** Whether the address still decodes where languages are chosen: there it is decoded once more than a page would. */
function isReadable({ nextUrl: { pathname } }: NextRequest): boolean {
  try {
    decodeURIComponent(decodeURI(pathname));
    return true;
  } catch {
    return false;
  }
}

/** An address that nobody can read is one that nobody answers: the page that says so, in the reader's language. */
function notFound(request: NextRequest): NextResponse {
  const [, first = ""] = request.nextUrl.pathname.split("/");
  const locale = routing.locales.find((known) => known === first);
  const nowhere = new URL(`${locale ? `/${locale}` : ""}/unreadable`, request.nextUrl);
  const response = chooseLanguage(new NextRequest(nowhere, { headers: request.headers }));
  if (!response.headers.has("location")) response.headers.set("x-middleware-rewrite", nowhere.href);
  return response;
}

function answer(clean: NextRequest): NextResponse {
  if (outsideLanguages.test(clean.nextUrl.pathname))
    return NextResponse.next({ request: { headers: clean.headers } });
  return isReadable(clean) ? chooseLanguage(clean) : notFound(clean);
}

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const visit = visitOf(request);
  const policy = contentPolicy(nonce, visit);
  const browser = newBrowser(request);
  const clean = cleanRequest(request, policy, nonce, browser);
  const response = answer(clean);
  const region = chosenRegion(request);
  if (region) response.cookies.set("anzhuan.region", region, keptCookie);
  if (browser) response.cookies.set(browserCookie, browser, keptCookie);
  return protect(response, request, policy, visit);
}

export const config = {
  // Everything but the files that are the same for everybody, and the door of uploads: a body that passes here is kept in
  // memory before that door is asked who sends it (next.config.ts has its headers).
  matcher: [
    "/((?!api/files(?:/|$)|_next/static|_next/webpack-hmr|maplibre/|maps/|favicon\\.ico|icon\\.svg|apple-icon).*)",
  ],
};
