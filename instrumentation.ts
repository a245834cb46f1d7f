/**
 * Run by Next once in every server process, before its first request, under `npm start` and bare `next start` alike; a
 * malformed environment stops the start here.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/server/env");
  const { noteCallers } = await import("@/server/front");
  noteCallers(env().TRUSTED_PROXIES);
}
