import { publicKeys } from "@/server/gateways/key-ring";

export const dynamic = "force-dynamic";

/**
 * The public halves of the keys that sign markings (and the daily roots), newest first: with them anybody checks a
 * marking's code without asking us.
 */
export function GET(): Response {
  const headers = { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" };
  return Response.json({ keys: publicKeys() }, { headers });
}
