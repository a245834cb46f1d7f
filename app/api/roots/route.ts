import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { publishedRoots } from "@/server/services/record/published";

export const dynamic = "force-dynamic";

/**
 * The region's public keys and all its daily roots, for everybody to keep and compare (`?region=` names another region):
 * `audit:verify --roots` and the offline page read it.
 */
export async function GET(): Promise<Response> {
  try {
    const ctx = await requestContext();
    return Response.json(await publishedRoots(ctx), {
      headers: {
        "cache-control": "no-store",
        "content-disposition": `inline; filename="roots-${ctx.region.id}.json"`,
        // Anybody's page may compare with what is published.
        "access-control-allow-origin": "*",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
