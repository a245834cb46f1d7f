import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { readOutbox } from "@/server/services/account/outbox";

export const dynamic = "force-dynamic";

/** Everything the demonstration sent, newest first; elsewhere this address does not exist. */
export async function GET(): Promise<Response> {
  try {
    const entries = await readOutbox(await requestContext());
    return Response.json(entries, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return refuse(error);
  }
}
