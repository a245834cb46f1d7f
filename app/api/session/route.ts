import { refuse } from "@/app/api/refusal";
import { requestContext, sessionCookie } from "@/server/auth";
import { signInInput } from "@/server/core/account-input";
import { DomainError } from "@/server/core/domain-error";
import { signIn } from "@/server/services/account/sign-in";
import { signOut } from "@/server/services/account/sign-out";

export const dynamic = "force-dynamic";

/** A browser names where a request comes from; another site's page may neither sign anyone in nor out. */
function assertSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isForeign = (origin !== null && !ownHosts(request).includes(hostOf(origin))) || site === "cross-site";
  if (isForeign) throw new DomainError("forbidden", "access.other_site");
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

function ownHosts(request: Request): string[] {
  return ["host", "x-forwarded-host"].flatMap((name) => request.headers.get(name) ?? []);
}

/** `Secure` wherever the reader came over HTTPS, to this server or to the one in front of it. */
function cookie(request: Request, value: string, maxAgeSeconds: number): string {
  const protocol = request.headers.get("x-forwarded-proto") ?? new URL(request.url).protocol;
  const secure = protocol.startsWith("https") ? "; Secure" : "";
  return `${sessionCookie}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** Sign in: `{ contact, code }` → the session as a cookie, and what is still missing (`next`). */
export async function POST(request: Request): Promise<Response> {
  try {
    assertSameOrigin(request);
    const input = signInInput.parse(await request.json());
    const ctx = await requestContext();
    const { token, expiresAt, next } = await signIn(ctx, input);
    const seconds = Math.round((expiresAt.getTime() - ctx.now.getTime()) / 1000);
    const headers = { "set-cookie": cookie(request, token, seconds), "cache-control": "no-store" };
    return Response.json({ next }, { headers });
  } catch (error) {
    return refuse(error);
  }
}

/** Sign out; a browser that is not signed in just loses its cookie. */
export async function DELETE(request: Request): Promise<Response> {
  try {
    assertSameOrigin(request);
    const ctx = await requestContext();
    if (ctx.actor.kind === "user") await signOut(ctx);
    return new Response(null, { status: 204, headers: { "set-cookie": cookie(request, "", 0) } });
  } catch (error) {
    return refuse(error);
  }
}
