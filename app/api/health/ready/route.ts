import { database } from "@/server/database";
import { readiness } from "@/server/services/health";

export const dynamic = "force-dynamic";

/** The product can do its work; `degraded` names outside systems that it works without. */
export async function GET(): Promise<Response> {
  const state = await readiness(database());
  return Response.json(state, {
    status: state.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
